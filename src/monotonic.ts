/**
 * The clock by which durations are measured: it never goes back and never jumps. The wall clock (`Date`) may do both, by NTP or by hand; it
 * serves only dates that people read and dates that outlive the process.
 */

/** Milliseconds since the process began. */
export const monotonic = (): number => performance.now();

const beganOn = Date.now() - monotonic();

/** Before this date nothing happens any more: the present one, unless the wall clock was set forward since the process began. */
export const earliestDate = (): number => Math.min(Date.now(), beganOn + monotonic());
