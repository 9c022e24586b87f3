/** The wordings of refused access: WHMCS's own in many spellings, those of hooks, and those of servers in front of WHMCS. */
import type { Obstacle } from '../errors.ts';

export interface AccessRefusal {
  readonly obstacle: Exclude<Obstacle, 'role'>;
  /** The IP address that was refused, if it is named. */
  readonly ip: string | undefined;
}

/** The longest known refusal is shorter; longer text is not searched. */
const LONGEST = 300;

const address =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?:\.\d{1,3}){0,3}(?:%\w+)?)(?![\w:])/i;

const fillers = /\b(?:a|an|api|address|been|for|from|given|has|is|of|or|and|provided|supplied|the|this|to|was|your)\b/g;

/** The words alone: without addresses, punctuation and filler words. */
const essence = (said: string): string =>
  said
    .toLowerCase()
    .replace(address, ' ')
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .replaceAll(fillers, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

const no =
  '(?:not (?:allowed|authori[sz]ed|permitted|valid|white ?listed|allow ?listed)|blocked|banned|denied|disallowed|forbidden|refused|rejected|restricted|unauthori[sz]ed)';
const wrong = '(?:bad|incorrect|invalid|missing|no|unknown|wrong)';
const proof = '(?:credentials?|identifier|key|log ?in|password|secret|token|user ?name|access key)';

/** A whole message, reduced to its words. */
const whole: readonly (readonly [AccessRefusal['obstacle'], RegExp])[] = [
  ['ip', new RegExp(`^(?:access )?(?:(?:${wrong}|${no}) ip|ip ${no}|access ${no} (?:(?:by|on|with) )?ip)$`)],
  ['credential', new RegExp(`^${wrong}(?: ${wrong})? ${proof}(?: ${proof})*$`)],
  ['credential', new RegExp(`^${proof}(?: ${proof})* (?:${wrong}|${no}|expired|revoked)$`)],
  ['credential', /^(?:authentication|log ?in|authori[sz]ation) (?:denied|error|failed|failure|required)$/],
  ['credential', /^(?:(?:un|not )(?:authenticated|authori[sz]ed)|not logged in)(?: access| request)?$/],
  ['admin', /^(?:administrator account disabled|access denied)$/],
];

const refuses =
  /\b(?:bad|banned|blocked|denied|den(?:y|ies)|disabled|disallowed|expired|fail\w*|forbidden|inactive|incorrect|invalid|locked|mismatch|missing|not|no|refused|reject\w*|required|restricted|revoked|suspended|unauthori[sz]ed|unknown|wrong)\b/;

/** Part of a message, together with a word of `refuses`. */
const partly: readonly (readonly [AccessRefusal['obstacle'], RegExp])[] = [
  ['ip', /\b(?:ip|ips|ipv[46])\b/],
  ['admin', /\badmin(?:istrator)?\b.*\b(?:account|user)\b|\bapi access\b/],
  [
    'credential',
    /\b(?:access|authenticat\w+|authori[sz]\w+|credentials?|forbidden|identifier|log ?in|log(?:ged|ging) in|passwords?|permissions?|permitted|(?:api|access|secret) key|secret|signature|tokens?|unauth\w+|user ?name)\b/,
  ],
];

/** The database refuses WHMCS. */
const ofDatabase = /sqlstate|\bmysql|\bdatabase\b|\bpdo/;

/** In the language of the installation or of a server in front of it. */
const elsewhere =
  /zugriff|zugang|berechtig|anmeld|accès|autoris|acc?ess?o\b|permiso|permissão|permesso|denegad|negad[ao]\b|credencia|autoriz|credenzial|toegang|inloggegevens|dostęp|uprawnie|logowani|erişim|yetki|доступ|уч[её]тн|авториз|アクセス|認証|访问|权限|訪問|權限/u;

/**
 * The obstacle that a refusal names; null if it is about something else.
 *
 * @param isAboutUs whether the command itself cannot be refused for such words: a read takes no password and no address, and asks no
 * other server
 */
export function accessRefusal(reason: string, isAboutUs: boolean): AccessRefusal | null {
  const said = reason.slice(0, LONGEST).toLowerCase();
  if (ofDatabase.test(said)) return null;
  const words = essence(said);
  const ip = address.exec(said)?.[0];
  const found =
    whole.find(([, pattern]) => pattern.test(words)) ??
    (isAboutUs && refuses.test(said) ? partly.find(([, pattern]) => pattern.test(said)) : undefined);
  if (found) return { obstacle: found[0], ip: found[0] === 'ip' ? ip : undefined };
  return isAboutUs && elsewhere.test(said) ? { obstacle: 'credential', ip: undefined } : null;
}
