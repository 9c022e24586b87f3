import type { Answer, Json } from './json.ts';

/** Without `responsetype` WHMCS answers `name=value` pairs, errors included. */
export function nameValueText(answer: Answer): string {
  return flattened(answer)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

/** Every leaf under its bracket name, as the documentation prints some samples. */
export function flattened(answer: Answer): [string, Exclude<Json, object> | null][] {
  return Object.entries(answer).flatMap(([name, value]) => leaves(name, value));
}

function leaves(name: string, value: Json): [string, Exclude<Json, object> | null][] {
  if (value === null || typeof value !== 'object') return [[name, value]];
  return Object.entries(value).flatMap(([key, inner]: [string, Json]) => leaves(`${name}[${key}]`, inner));
}

/** `responsetype=xml`, and what some proxies and old installations answer regardless. */
export function xmlText(action: string, answer: Answer): string {
  const fields = Object.entries(answer)
    .map(([name, value]) => element(name, value))
    .join('\n');
  return `<?xml version="1.0" encoding="utf-8"?>\n<whmcsapi version="8.13.1">\n<action>${escaped(action)}</action>\n${fields}\n</whmcsapi>`;
}

function element(name: string, value: Json): string {
  if (Array.isArray(value)) return value.map((item: Json) => element(name, item)).join('\n');
  const tag = /^[a-z_]/i.test(name) ? name : `item${name}`;
  if (value === null || typeof value !== 'object') return `<${tag}>${escaped(String(value ?? ''))}</${tag}>`;
  const inner = Object.entries(value)
    .map(([key, item]: [string, Json]) => element(key, item))
    .join('\n');
  return `<${tag}>\n${inner}\n</${tag}>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
