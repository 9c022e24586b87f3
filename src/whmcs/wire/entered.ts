/** Reads what was entered into a custom field: WHMCS wraps the value of a link field in markup. */
import { decodeHTMLStrict } from 'entities';

const anchor = /^\s*<a\s((?:[^>"']|"[^"]*"|'[^']*')*)>([^<]*)<\/a>\s*$/i;
const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']*))/i;

/** No link is longer; the markup shows the address twice. */
const LONGEST_LINK = 10_000;

/** WHMCS adds it to an address without a protocol. */
const protocol = /^(?:https?:\/\/|mailto:)/i;

const bare = (address: string): string => decodeHTMLStrict(address).trim().replace(protocol, '').replace(/\/$/, '');

/**
 * The text of a link that WHMCS made of an address; undefined for anything else. In a link that a person wrote, text and address differ.
 */
function linked(markup: string): string | undefined {
  if (markup.length > LONGEST_LINK) return undefined;
  const [, attributes = '', shown] = anchor.exec(markup) ?? [];
  const [, double, single, plain] = href.exec(attributes) ?? [];
  const address = double ?? single ?? plain;
  if (shown === undefined || address === undefined) return undefined;
  if (shown.trim() === '') return address;
  return bare(address).toLowerCase() === bare(shown).toLowerCase() ? shown : undefined;
}

/** The entered text, decoded once; the address of a link; null if there is none. */
export function enteredIn(raw: string): string | null {
  const text = decodeHTMLStrict(raw);
  const link = linked(raw) ?? linked(text);
  const entered = link === undefined ? text : decodeHTMLStrict(link).trim();
  return entered === '' ? null : entered;
}
