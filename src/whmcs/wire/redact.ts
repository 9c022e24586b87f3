/** Removes secrets where an error is created. WHMCS passes on the text of modules, which may repeat what they were sent. */
import { withoutNamedSecrets } from './named-secrets.ts';

/** Shorter values would damage ordinary words. */
const SHORTEST_SECRET = 4;

/** The length of the text that is shown; longer text is not searched. */
const LONGEST_TEXT = 4_000;

/** Removes something from a text before it is shown; a long text is cut. */
export type Redactor = (text: string) => string;

/**
 * Removes these secrets from a text, also in WHMCS's encoding, and whatever else stands under the name of a secret. Values that are not
 * text are skipped.
 */
export function redactor(secrets: readonly unknown[]): Redactor {
  const known = secrets
    .filter((each): each is string => typeof each === 'string' && each.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encoded(secret)])
    // The longest first, because one secret may begin with another.
    .toSorted((a, b) => b.length - a.length);
  // Known secrets come first: they may hold spaces, at which a named one is taken to end.
  return (text) =>
    withoutNamedSecrets(known.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), beginningOf(text, known)));
}

/** The part of a text that is shown; it does not end within a secret. */
function beginningOf(text: string, known: readonly string[]): string {
  if (text.length <= LONGEST_TEXT) return text;
  let end = LONGEST_TEXT;
  for (const secret of known) {
    const from = Math.max(0, LONGEST_TEXT - secret.length + 1);
    const at = text.slice(from, LONGEST_TEXT + secret.length - 1).indexOf(secret);
    if (at >= 0) end = Math.min(end, from + at);
  }
  return `${text.slice(0, end)}…`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#039;',
};

/** Text as PHP's htmlspecialchars() writes it. */
const encoded = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
