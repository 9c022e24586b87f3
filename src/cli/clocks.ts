/** Compares the clock of WHMCS's server with ours, and WHMCS's time zone with its server's clock. */
import { wallClock } from '../graph/base/wall-clock.ts';
import type { Http } from '../whmcs/transport/http.ts';
import { finding, type CheckResult } from './diagnosis.ts';

/** The `Date` header of a response, and our clock at the request and at the response, in milliseconds. */
export interface Stamp {
  readonly date: number;
  readonly askedAt: number;
  readonly receivedAt: number;
}

/** A wall-clock time in the response of a command. */
export interface Time {
  readonly command: string;
  readonly value: string;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** A smaller difference does not matter for signed tokens and the journal. */
const CLOCK_MS = 10 * SECOND_MS;

/** The clock of the database may be a little ahead of the web server's. */
const AHEAD_MS = 2 * MINUTE_MS;

/** From the westernmost zone to the easternmost. A time further ahead was entered by a person. */
const WORLD_MS = 26 * 60 * MINUTE_MS;

/** Wraps the HTTP client and records the `Date` header of each response. */
export function stamping(http: Http, stamps: Stamp[], now: () => number = Date.now): Http {
  return {
    ...http,
    async post(command, form, signal) {
      const askedAt = now();
      const answer = await http.post(command, form, signal);
      const date = Date.parse(answer.date ?? '');
      if (Number.isFinite(date)) stamps.push({ date, askedAt, receivedAt: now() });
      return answer;
    },
  };
}

/** The least time by which WHMCS's clock is ahead of ours; negative if it is behind. The header has whole seconds. */
function aheadOf({ date, askedAt, receivedAt }: Stamp): number {
  if (date > receivedAt) return date - receivedAt;
  return Math.min(0, date + SECOND_MS - askedAt);
}

/** Reports clocks that differ, unless one response shows that they agree. */
export function clockFindings(stamps: readonly Stamp[]): CheckResult[] {
  const [ahead = 0] = stamps.map(aheadOf).toSorted((a, b) => Math.abs(a) - Math.abs(b));
  if (Math.abs(ahead) <= CLOCK_MS) return [];
  const side = ahead > 0 ? 'behind' : 'ahead of';
  const says = `the gateway's clock is ${inWords(Math.abs(ahead))} ${side} the clock of WHMCS's server: check NTP on both`;
  return [{ subject: 'clock', finding: finding('note', 'ok', says) }];
}

/** Every wall-clock time in a response, without midnight: such values are days that a person entered. */
export function timesIn(command: string, answer: unknown): Time[] {
  if (typeof answer === 'string')
    return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(answer) && !answer.endsWith('00:00:00')
      ? [{ command, value: answer }]
      : [];
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.values(answer).flatMap((each: unknown) => timesIn(command, each));
}

/**
 * Reports a wrong time zone: an event in the past cannot be in the future of the server that reports it.
 */
export function zoneFindings(times: readonly Time[], timezone: string, stamps: readonly Stamp[]): CheckResult[] {
  const now = Math.max(...stamps.map(({ date }) => date), ...(stamps.length === 0 ? [Date.now()] : []));
  const clock = wallClock(timezone);
  const [latest] = times
    .map((time) => ({ ...time, ahead: Date.parse(clock.instant(time.value)) - now }))
    .filter(({ ahead }) => ahead > AHEAD_MS && ahead <= WORLD_MS)
    .toSorted((a, b) => b.ahead - a.ahead);
  if (!latest) return [];
  const says = `WHMCS_TIMEZONE (${timezone}) is wrong: ${latest.command} returns the time ${latest.value}, which would be ${inWords(latest.ahead)} in the future of WHMCS's own server; set it to the time zone of the installation, which is at least that far east`;
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
