/**
 * Removes the secrets of other systems, recognised by the name before them: a server module writes `password=…` or `root:…` of its own
 * server into the text that WHMCS passes on. Sentences stay readable: a name alone ("Password is too weak") is no secret. Texts may be
 * long and hostile, so no character is examined more than a few times.
 */

const names = [
  'passw(?:or)?d',
  'passphrase',
  '(?<!by|com)pass',
  'pwd',
  '(?<![a-z])pw',
  'rootpw',
  'secret',
  'token',
  'authorization',
  '(?:api|access|auth|private|secret|licen[cs]e|encryption)[ _-]?key',
  'access[ _-]?hash',
  '(?:epp|auth(?:ori[sz]ation|entication)?|transfer)[ _-]?(?:code|info)',
].join('|');

/** Quotes as they appear in JSON, in JSON within JSON, and in HTML. */
const quote = String.raw`\\?["']|&quot;|&#0?39;`;

/** `password2`, `tokens`, `secret_value`, "password hash"; then the closing quote, or the bracket of a PHP dump. */
const ending = String.raw`s?\d?(?:[ _-]?(?:hash|key|value|string))?(?:${quote}|\])?`;

/** Words that continue a sentence after the colon: "Password: must have eight characters", "Token: expired". */
const goesOn =
  'yes|no|not|none|must|may|is|are|was|has|have|should|can|cannot|too|the|this|your|a|an|please|required|missing|empty|invalid|incorrect|wrong|expired|failed|denied|rejected|unknown';

const sign = String.raw`[ \t]*(?:=>?|:(?![ \t]+(?:${goesOn})(?:[\s.,;!?)]|$)))[ \t]*`;

/** The scheme before a secret in a header. */
const scheme = String.raw`(?:(?:bearer|basic|digest|token|whm|cpanel)[ \t]+)?`;

/** Up to the closing quote, or without quotes to the next space; the punctuation of the sentence stays. */
const value = String.raw`(?:(?<quote>${quote})(?:\\.|[^\n])*?(?:\k<quote>|(?=\n|$))|\S*[^\s),.;]|\S+)`;

const assigned = new RegExp(`(?<name>(?:${names})${ending}${sign}${scheme})${value}`, 'gi');

/** `https://root:…@host` */
const inUrl = /(?<name>:\/\/[^\s/:@]*:)[^\s/]+(?=@)/g;

/** "Login failed for root:… at host"; not the port of a host, an address or a path. */
const ofUser =
  /(?<name>\b(?:for|user|login)[ \t]+["']?[a-z][\w.@-]{0,63}:)(?!\d{1,5}(?![^\s),.;]))[^\s:/\\](?:\S*[^\s),.;])?/gi;

/** Removes the values under the name of a secret, or behind the name of a user, from a text. */
export const withoutNamedSecrets = (text: string): string =>
  text
    .replaceAll(inUrl, '$<name>[secret]')
    .replaceAll(ofUser, '$<name>[secret]')
    .replaceAll(assigned, '$<name>$<quote>[secret]$<quote>');
