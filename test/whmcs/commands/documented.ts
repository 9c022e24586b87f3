/** Reads the marks of the catalogue. */
import type { Documented } from '../../support/documented.ts';
import { isObject } from './answers.ts';

/** The documented paths of an answer under our names: WHMCS's `plural.singular[]` is `plural[]`, data as key is `{}`. */
export function documentedPaths({ response, perRow = [], shapes = {}, listPath }: Documented): string[] {
  const wrappers = Object.entries(shapes).flatMap(([path, fields]) => {
    const [[singular, type] = [], ...others] = Object.entries(fields);
    return type === 'array' && others.length === 0 ? [`${path}.${singular}`] : [];
  });
  const ours = (path: string): string =>
    // The longest first, so that inner lists are found under their outer ones.
    wrappers.toSorted((a, b) => b.length - a.length).reduce((known, wrapper) => swap(known, wrapper), path);
  const top = response.map((name) => (perRow.includes(name) ? `${listPath}[].${name}` : name));
  const inner = Object.entries(shapes).flatMap(([path, fields]) =>
    Object.keys(fields).map((field) => (field === '*' ? `${path}{}` : `${path}.${field}`)),
  );
  const paths = [...top, ...inner].filter((path) => !path.endsWith('{}') && !wrappers.includes(path));
  return [...new Set(paths.map(ours))];
}

/** `products.product[].x` → `products[].x` */
const swap = (path: string, wrapper: string): string =>
  path.startsWith(`${wrapper}[]`)
    ? `${wrapper.slice(0, wrapper.lastIndexOf('.'))}[]${path.slice(wrapper.length + 2)}`
    : path;

/** One documented parameter of an example, as our callers give it. */
export function given(value: unknown, type: string, csv: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => given(each, type.replace('[]', ''), csv));
  if (isObject(value)) {
    const { $phpSerializeBase64: serialized, $jsonBase64: files } = value;
    if (Array.isArray(serialized)) return serialized.map((each: unknown) => plain(each));
    if (isObject(serialized))
      return Object.fromEntries(Object.entries(serialized).map(([key, each]) => [key, plain(each)]));
    if (Array.isArray(files)) return files.map((file: unknown) => plain(file));
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, given(each, type.replace('[]', ''), csv)]),
    );
  }
  if (typeof value === 'string' && value.startsWith('<contactdetails>'))
    return within(value, /<(\w+)>(.*)<\/\1>/.exec(value)?.[1]);
  if (csv) {
    const each = String(value).split(',').filter(Boolean);
    return each.every((id) => /^\d+$/.test(id)) ? each.map(Number) : each;
  }
  if (type.startsWith('bool')) return typeof value === 'string' ? value === '1' : value;
  if (typeof value === 'boolean') return value;
  return type.startsWith('int') ? Number(value) : String(value);
}

/** The elements within an XML element, by name. */
function within(xml: string, root = ''): unknown {
  const elements = [...xml.slice(root.length + 2, -root.length - 3).matchAll(/<(\w+)>(.*?)<\/\1>/g)];
  return Object.fromEntries(
    elements.map(([element, name = '', content = '']) => [
      name,
      content.startsWith('<') ? within(element, name) : content,
    ]),
  );
}

/** The same parameter as it is documented on the wire: from the name in PHP's syntax to text. False is not sent. */
export function onTheWire(name: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((each, index) => onTheWire(`${name}[${index}]`, each));
  if (isObject(value)) {
    if ('$phpSerializeBase64' in value) return [[name, base64(phpSerialize(plain(value['$phpSerializeBase64'])))]];
    if ('$jsonBase64' in value) return [[name, base64(JSON.stringify(plain(value['$jsonBase64'])))]];
    return Object.entries(value).flatMap(([key, each]) => onTheWire(`${name}[${key}]`, each));
  }
  if (value === false) return [];
  return [[name, value === true ? '1' : String(value)]];
}

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** A value with its marks resolved. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  if ('$base64' in value) return base64(String(value['$base64']));
  if ('$var' in value) return String(value['$var']);
  if ('$const' in value) return String(value['$const']);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

/** PHP's serialize() of lists and maps of text, whole numbers and booleans, written a second time so that the test does not share the encoder's mistakes. */
function phpSerialize(value: unknown): string {
  if (typeof value === 'number') return `i:${value};`;
  if (typeof value === 'boolean') return `b:${Number(value)};`;
  if (!isObject(value) && !Array.isArray(value)) return `s:${Buffer.byteLength(String(value))}:"${String(value)}";`;
  const entries = Object.entries(value).map(
    ([key, each]) => phpSerialize(/^\d+$/.test(key) ? Number(key) : key) + phpSerialize(each),
  );
  return `a:${entries.length}:{${entries.join('')}}`;
}
