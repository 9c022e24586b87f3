/** Days in the installation's own format. */
import { expect, it } from 'vitest';
import { wallClock } from '../../../src/graph/base/wall-clock.ts';
import type { DateFormat } from '../../../src/whmcs/wire/date-formats.ts';
import { dayParts, localDate } from '../../../src/whmcs/wire/local-date.ts';

const formats: readonly (readonly [DateFormat, string])[] = [
  ['DD/MM/YYYY', '03/11/2026'],
  ['DD.MM.YYYY', '03.11.2026'],
  ['DD-MM-YYYY', '03-11-2026'],
  ['MM/DD/YYYY', '11/03/2026'],
  ['YYYY/MM/DD', '2026/11/03'],
  ['YYYY-MM-DD', '2026-11-03'],
];

it.each(formats)('are written as %s', (format, local) => {
  expect(localDate('2026-11-03', format)).toBe(local);
  expect(wallClock('UTC', format).localDate('2026-11-03')).toBe(local);
});

it.each(formats)('are compared in %s with what WHMCS reports', (_, local) => {
  expect(dayParts(local)).toBe(dayParts('2026-11-03 08:30:00'));
  expect(dayParts(local)).not.toBe(dayParts('2026-11-04'));
});

it('are in the format of a new installation if none is configured', () => {
  expect(wallClock('UTC').localDate('2026-11-03')).toBe('03/11/2026');
});
