import { afterEach, describe, expect, it, vi } from 'vitest';
import { wallClock } from '../../../src/graph/base/wall-clock.ts';
import { dateTime } from '../../../src/whmcs/wire/values.ts';

afterEach(() => void vi.useRealTimers());

describe('a wall-clock time of WHMCS', () => {
  it.each([
    ['UTC', '2026-01-31 18:05:00', '2026-01-31T18:05:00+00:00'],
    ['Europe/Berlin', '2026-01-31 18:05:00', '2026-01-31T18:05:00+01:00'],
    ['Europe/Berlin', '2026-07-31 18:05:00', '2026-07-31T18:05:00+02:00'],
    ['America/New_York', '2026-01-31 00:00:00', '2026-01-31T00:00:00-05:00'],
    ['Asia/Kolkata', '2024-02-29 23:59:59', '2024-02-29T23:59:59+05:30'],
    ['Australia/Brisbane', '1999-12-31 23:59:59', '1999-12-31T23:59:59+10:00'],
  ])('is read in %s: %s is %s', (zone, local, instant) => {
    expect(wallClock(zone).instant(local)).toBe(instant);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29 01:59:59', '2026-03-29T01:59:59+01:00'],
    ['Europe/Berlin', '2026-03-29 02:30:00', '2026-03-29T03:30:00+02:00'],
    ['Europe/Berlin', '2026-03-29 03:00:00', '2026-03-29T03:00:00+02:00'],
    ['America/New_York', '2026-03-08 02:30:00', '2026-03-08T03:30:00-04:00'],
  ])('that clocks skip in %s is moved forward: %s is %s', (zone, local, instant) => {
    expect(wallClock(zone).instant(local)).toBe(instant);
  });

  it.each(['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z'])('that occurs twice is the first, seen from %s', (today) => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(today) });
    expect(wallClock('Europe/Berlin').instant('2026-10-25 02:30:00')).toBe('2026-10-25T02:30:00+02:00');
    expect(wallClock('Europe/Berlin').instant('2026-10-25 03:00:00')).toBe('2026-10-25T03:00:00+01:00');
    expect(wallClock('America/New_York').instant('2026-11-01 01:30:00')).toBe('2026-11-01T01:30:00-04:00');
    expect(wallClock('America/New_York').instant('2026-11-01 02:00:00')).toBe('2026-11-01T02:00:00-05:00');
  });

  it.each([
    ['2026-01-31 18:05:00Z', '2026-01-31T19:05:00+01:00'],
    ['2026-01-31 18:05:00+02:00', '2026-01-31T17:05:00+01:00'],
    ['2026-01-31 18:05:00+0200', '2026-01-31T17:05:00+01:00'],
    ['2026-01-31 18:05:00-05:00', '2026-02-01T00:05:00+01:00'],
    // Within the repeated hour, an offset decides.
    ['2026-10-25 02:30:00+01:00', '2026-10-25T02:30:00+01:00'],
    ['2026-10-25 02:30:00+02:00', '2026-10-25T02:30:00+02:00'],
  ])('with an offset is that instant: %s is %s', (local, instant) => {
    expect(wallClock('Europe/Berlin').instant(local)).toBe(instant);
  });

  it.each([
    '-0001-11-30 00:00:00',
    '0000-00-00 00:00:00',
    '0000-00-00',
    '',
    null,
    'null',
    '2026-02-30 10:00:00',
    '2026-01-31 24:00:00',
  ])('is null if WHMCS has none: %j', (printed) => {
    expect(dateTime.parse(printed)).toBeNull();
  });

  it.each([
    ['2026-01-31', '2026-01-31T00:00:00+01:00'],
    ['2026-01-31 18:05', '2026-01-31T18:05:00+01:00'],
    ['2026-01-31T18:05:00.000000Z', '2026-01-31T19:05:00+01:00'],
  ])('is read in the format of every WHMCS build: %s', (printed, instant) => {
    const local = dateTime.parse(printed);
    expect(wallClock('Europe/Berlin').instant(local ?? '')).toBe(instant);
  });
});

describe('an instant', () => {
  it.each([
    ['UTC', '2026-01-31T18:05:00Z', '2026-01-31 18:05:00'],
    ['Europe/Berlin', '2026-01-31T18:05:00Z', '2026-01-31 19:05:00'],
    ['Europe/Berlin', '2026-07-31T22:30:00Z', '2026-08-01 00:30:00'],
    ['America/New_York', '2026-01-01T04:59:59Z', '2025-12-31 23:59:59'],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08 03:00:00'],
    ['Asia/Kolkata', '2026-01-31T18:05:00.999Z', '2026-01-31 23:35:00'],
  ])('is sent to WHMCS in %s: %s is %s', (zone, instant, local) => {
    expect(wallClock(zone).told(new Date(instant))).toBe(local);
  });

  it.each(['2026-03-26', '2026-10-22'])('survives a round trip, hour after hour from %s on', (day) => {
    const clock = wallClock('Europe/Berlin');
    for (let hour = 0; hour < 7 * 24; hour++) {
      const instant = new Date(Date.parse(`${day}T00:30:00Z`) + hour * 3_600_000).toISOString();
      const back = new Date(clock.instant(clock.told(new Date(instant)))).toISOString();
      // The second of the repeated hours cannot be distinguished from the first.
      expect(back).toBe(instant === '2026-10-25T01:30:00.000Z' ? '2026-10-25T00:30:00.000Z' : instant);
    }
  });
});
