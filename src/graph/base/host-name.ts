/** Names of hosts and domains in inputs: WHMCS keeps whatever it is sent, and the registrar or the server fails on it later. */
import { domainToASCII, domainToUnicode } from 'node:url';
import { InvalidInputError } from './errors.ts';

/** Of ASCII, a name has letters, digits, hyphens and dots alone; the rest is for IDNA to judge. */
const characters = /^(?:[a-z\d.-]|[^\p{ASCII}])+$/iu;
const label = /^(?!-)[a-z\d-]{1,63}(?<!-)$/i;
const topLevel = /^(?:[a-z]{2,63}|xn--[a-z\d-]{1,59})$/i;

const isEncoded = /(?:^|\.)xn--/i;

/** How DNS writes an internationalised name; empty where it cannot. Node 24 hands encoded names back unread, so that they are decoded. */
function inAscii(name: string): string {
  if (!/[^\p{ASCII}]/u.test(name) && !isEncoded.test(name)) return name;
  const ascii = domainToASCII(name);
  const unicode = domainToUnicode(ascii);
  return isEncoded.test(unicode) || domainToASCII(unicode) !== ascii ? '' : ascii;
}

/** The labels of a name that DNS can hold, or null. */
function labelsOf(name: string): string[] | null {
  if (!characters.test(name)) return null;
  const ascii = inAscii(name);
  const labels = ascii.split('.');
  return ascii.length <= 253 && labels.every((each) => label.test(each)) ? labels : null;
}

const quoted = (name: string): string => JSON.stringify(name.slice(0, 80));

/**
 * A whole name, below a top-level domain: of a domain, of a subdomain, of a nameserver. Internationalised ones may be written either way.
 *
 * @param path the input field, for the error
 * @throws InvalidInputError
 */
export function domainNameIn<T extends string | null | undefined>(name: T, ...path: string[]): T {
  if (name == null) return name;
  const labels = labelsOf(name);
  if (labels && labels.length > 1 && topLevel.test(labels.at(-1) ?? '')) return name;
  throw new InvalidInputError(`expected a domain name like "example.com", got ${quoted(name)}`, path);
}

/** As `domainNameIn`, for the name of a host, or the first part of one. */
export function hostNameIn<T extends string | null | undefined>(name: T, ...path: string[]): T {
  if (name == null || labelsOf(name)) return name;
  throw new InvalidInputError(`expected a host name like "vps1.example.com", got ${quoted(name)}`, path);
}
