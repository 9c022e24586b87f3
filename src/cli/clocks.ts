/** Clocks: that of WHMCS's server against ours, and the zone of WHMCS's wall clock against its server's. */
import { wallClock } from '../graph/base/wall-clock.ts';
import type { Http } from '../whmcs/transport/http.ts';
import { finding, type Told } from './diagnosis.ts';

/** What an answer's header Date says, in milliseconds, and when it was asked for and came by our clock. */
export interface Stamp {
  readonly date: number;
  readonly askedAt: number;
  readonly cameAt: number;
}

/** A wall-clock time that WHMCS tells, in an answer to this command. */
export interface Time {
  readonly command: string;
  readonly told: string;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** So far clocks may be apart: signed tokens and journals take no harm. */
const CLOCK_MS = 10 * SECOND_MS;

/** The database may go a little before the web server. */
const AHEAD_MS = 2 * MINUTE_MS;

/** From the westernmost zone to the easternmost. What lies further ahead was typed by somebody. */
const WORLD_MS = 26 * 60 * MINUTE_MS;

/** The same, and keeps what each answer says of the time. */
export function stamping(http: Http, stamps: Stamp[], now: () => number = Date.now): Http {
  return {
    ...http,
    async post(command, form, signal) {
      const askedAt = now();
      const answer = await http.post(command, form, signal);
      const date = Date.parse(answer.date ?? '');
      if (Number.isFinite(date)) stamps.push({ date, askedAt, cameAt: now() });
      return answer;
    },
  };
}

/** How far WHMCS's clock is ahead of ours, at least; negative where it is behind. The header tells whole seconds. */
function aheadOf({ date, askedAt, cameAt }: Stamp): number {
  if (date > cameAt) return date - cameAt;
  return Math.min(0, date + SECOND_MS - askedAt);
}

/** What there is to say of the two clocks: nothing where an answer shows them together. */
export function clockFindings(stamps: readonly Stamp[]): Told[] {
  const [ahead = 0] = stamps.map(aheadOf).toSorted((a, b) => Math.abs(a) - Math.abs(b));
  if (Math.abs(ahead) <= CLOCK_MS) return [];
  const side = ahead > 0 ? 'behind' : 'ahead of';
  const says = `our clock is ${inWords(Math.abs(ahead))} ${side} that of WHMCS's server: check that both are set by NTP`;
  return [{ subject: 'clock', finding: finding('note', 'ok', says) }];
}

/** Every wall-clock time in an answer. At midnight sharp it is a day that somebody typed. */
export function timesIn(command: string, answer: unknown): Time[] {
  if (typeof answer === 'string')
    return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(answer) && !answer.endsWith('00:00:00')
      ? [{ command, told: answer }]
      : [];
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.values(answer).flatMap((each: unknown) => timesIn(command, each));
}

/**
 * What there is to say of the zone: what has happened cannot lie in the future of the server that tells of it.
 *
 * @param now the time by WHMCS's own server, where it tells it
 */
export function zoneFindings(times: readonly Time[], timezone: string, stamps: readonly Stamp[]): Told[] {
  const now = Math.max(...stamps.map(({ date }) => date), ...(stamps.length === 0 ? [Date.now()] : []));
  const clock = wallClock(timezone);
  const [latest] = times
    .map((time) => ({ ...time, ahead: Date.parse(clock.instant(time.told)) - now }))
    .filter(({ ahead }) => ahead > AHEAD_MS && ahead <= WORLD_MS)
    .toSorted((a, b) => b.ahead - a.ahead);
  if (!latest) return [];
  const says = `WHMCS_TIMEZONE (${timezone}) cannot be right: ${latest.command} tells of ${latest.told}, which then is ${inWords(latest.ahead)} in the future of WHMCS's own server; set it to the zone of the installation, which lies at least so far east of it`;
  return [{ subject: 'WHMCS_TIMEZONE', finding: finding('wrong', 'config', says) }];
}

/** "1 h 30 min", "25 s" */
function inWords(ms: number): string {
  const seconds = Math.round(ms / SECOND_MS);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ');
}
