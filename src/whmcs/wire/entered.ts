/** What was entered into a custom field: WHMCS shows a field of type link as markup around it. */
import { decodeHTMLStrict } from 'entities';

const anchor = /^\s*<a\s((?:[^>"']|"[^"]*"|'[^']*')*)>([^<]*)<\/a>\s*$/i;
const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']*))/i;

/** No address is longer, and the markup shows it twice. */
const LONGEST_LINK = 10_000;

/** WHMCS puts it before an address that names no protocol. */
const protocol = /^(?:https?:\/\/|mailto:)/i;

const bare = (address: string): string => decodeHTMLStrict(address).trim().replace(protocol, '').replace(/\/$/, '');

/** What stands within a link that was made of it; undefined where it is no such link. One that somebody wrote says something else. */
function linked(markup: string): string | undefined {
  if (markup.length > LONGEST_LINK) return undefined;
  const [, attributes = '', shown] = anchor.exec(markup) ?? [];
  const [, double, single, plain] = href.exec(attributes) ?? [];
  const address = double ?? single ?? plain;
  if (shown === undefined || address === undefined) return undefined;
  if (shown.trim() === '') return address;
  return bare(address).toLowerCase() === bare(shown).toLowerCase() ? shown : undefined;
}

/** The text that was entered, decoded once; of a link its address; null where there is none. */
export function enteredIn(raw: string): string | null {
  const text = decodeHTMLStrict(raw);
  const link = linked(raw) ?? linked(text);
  const entered = link === undefined ? text : decodeHTMLStrict(link).trim();
  return entered === '' ? null : entered;
}
