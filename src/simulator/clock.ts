/** All seeded dates are relative to this day, so that a seed always makes the same world. */
export const epochDay = '2026-11-01';

const dayMs = 86_400_000;
const epochMs = Date.parse(`${epochDay}T00:00:00Z`);
const days = new Map<number, string>();

/** The calendar day this many days before (negative) or after the epoch. Cached, because a big world asks often. */
export function dayFromEpoch(offset: number): string {
  let day = days.get(offset);
  if (day === undefined) days.set(offset, (day = new Date(epochMs + offset * dayMs).toISOString().slice(0, 10)));
  return day;
}

/** A calendar day some months later, kept within the month: 31 January plus one month is 28 February. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date, last));
  return first.toISOString().slice(0, 10);
}

/** The installation's wall clock. WHMCS stores local times without a time zone. */
export class WallClock {
  readonly #now: (() => Date) | undefined;
  readonly #format: Intl.DateTimeFormat;

  constructor(timezone: string, now?: () => Date) {
    this.#now = now;
    // Swedish dates happen to be ISO dates.
    this.#format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' });
  }

  /** Now, as `YYYY-MM-DD HH:MM:SS`. */
  now(): string {
    return this.of(this.#now?.() ?? new Date());
  }

  /** Seconds since 1970, for the few columns that store those. */
  seconds(): number {
    return Math.floor((this.#now?.() ?? new Date()).getTime() / 1000);
  }

  of(instant: Date): string {
    return this.#format.format(instant);
  }

  /** Today, which decides what is overdue. Without a clock of its own, the world stays at its epoch. */
  today(): string {
    return this.#now ? this.now().slice(0, 10) : epochDay;
  }
}
