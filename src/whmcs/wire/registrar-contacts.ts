/**
 * Contacts of a domain, as registrar modules name them. WHMCS documents each role as an array and prints JSON in text, in which some values
 * lack their quotation marks. DomainUpdateWhoisInfo takes the same values as XML.
 */
import { z } from 'zod';
import { entriesOf } from './keyed.ts';
import { text } from './values.ts';

/** Values by their names: "First Name", or "First_Name" where a module prints XML names. */
export type ContactValues = Readonly<Record<string, string | null>>;

/** `"name": "value"`, or `"name": bare` as in broken JSON. */
const pair = /"((?:\\.|[^"\\])*)"\s*:\s*(?:"((?:\\.|[^"\\])*)"|([^\s,{}[\]"][^,{}[\]"]*))/g;

function unescaped(inner: string): string {
  try {
    return z.string().parse(JSON.parse(`"${inner}"`));
  } catch {
    return inner;
  }
}

const named = (entries: Iterable<readonly [string, unknown]>): ContactValues =>
  Object.fromEntries([...entries].map(([name, value]) => [name, text.parse(value) ?? null]));

function pairsIn(json: string): ContactValues {
  return named(
    [...json.matchAll(pair)].map(([, name = '', quoted, bare = '']) => [
      unescaped(name),
      quoted === undefined ? bare.trim() : unescaped(quoted),
    ]),
  );
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Null for what is no contact: WHMCS's word of success, for example. */
function valuesIn(value: unknown): ContactValues | null {
  if (isObject(value)) return named(entriesOf(value));
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return null;
  const whole = parsed(value);
  return isObject(whole) ? named(Object.entries(whole)) : pairsIn(value);
}

/** The contact of one role; null if there is none. */
export const registrarContact = z.unknown().transform(valuesIn).optional();

/** Contacts by role, in the order in which they are given. */
export type ContactsByRole = Readonly<Record<string, ContactValues>>;

/** The roles that registrars know. Whatever else an answer has beside them is no contact: an echo of the request, for example. */
const isRole = (name: string): boolean =>
  /^(?:registrant|owner|admin|tech|billing|aux|zone|reseller|abuse)[\w ]*$/i.test(name);

/** The roles that have a contact. */
export const contactsIn = (answer: Readonly<Record<string, ContactValues | null | undefined>>): ContactsByRole =>
  Object.fromEntries(
    Object.entries(answer).flatMap(([role, values]) => (values && isRole(role) ? [[role, values]] : [])),
  );

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (value: string): string => value.replaceAll(/[&<>]/g, (character) => escapes[character] ?? character);

/** A name as an XML element, which has no blank. */
const elementName = (name: string): string => name.trim().replaceAll(/\s+/g, '_');

/** Whether a name can be an XML element. */
export const isElementName = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(elementName(name));

const element = (name: string, content: string): string => `<${elementName(name)}>${content}</${elementName(name)}>`;

const name = z.string().refine(isElementName, { error: 'expected a name that XML allows' });

/** Contacts as WHMCS takes them: XML. */
export const contactsParam = z.record(name, z.record(name, z.string())).transform((contacts) => {
  const roles = Object.entries(contacts).map(([role, values]) => {
    const elements = Object.entries(values).map(([each, value]) => element(each, escaped(value)));
    return element(role, elements.join(''));
  });
  return element('contactdetails', roles.join(''));
});
