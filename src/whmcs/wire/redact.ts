/** Secrets are removed where the error is made. WHMCS passes on a module's own text, which may repeat what it was sent. */
import { withoutNamedSecrets } from './named-secrets.ts';

/** Shorter values would tear holes into ordinary words. */
const SHORTEST_SECRET = 4;

/** Whoever reads an error reads no more of it, and patterns need not look at more. */
const LONGEST_TEXT = 4_000;

/** Takes something out of a text before it is shown; a long one is cut. */
export type Redactor = (text: string) => string;

/**
 * Takes these secrets out of a text, also as WHMCS encodes what it was sent, and whatever else stands there under the name of a secret.
 * Values that are not text are passed over.
 */
export function redactor(secrets: readonly unknown[]): Redactor {
  const known = secrets
    .filter((each): each is string => typeof each === 'string' && each.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encoded(secret)])
    // The longest first: one secret may begin with another.
    .toSorted((a, b) => b.length - a.length);
  // Those that are known come first: they may hold spaces, at which a named one is taken to end.
  return (text) =>
    withoutNamedSecrets(known.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), beginningOf(text, known)));
}

/** A text as far as it is shown; it does not end within a secret. */
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

/** As PHP's htmlspecialchars() writes it. */
const encoded = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
