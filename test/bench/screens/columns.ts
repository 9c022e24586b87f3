/** The columns of the table of screens. */
import type { Column } from '../table.ts';
import type { Cold, ScreenRow } from './measure.ts';

const cold =
  (figure: (cold: Cold) => number): Column<ScreenRow>['value'] =>
  (row) =>
    row.cold && figure(row.cold);

const MEGABYTE = 1024 * 1024;

export const screenColumns: readonly Column<ScreenRow>[] = [
  { title: 'screen', meaning: 'of test/bench/screens', value: ({ screen }) => screen },
  {
    title: 'subject',
    meaning:
      "this gateway, also asked through edges and fragments; the upper bound; a day's gateway; a bare server that sends the gateway's bytes",
    value: ({ subject }) => subject,
  },
  { title: 'cold', meaning: 'calls to WHMCS of a gateway that knows nothing', value: cold(({ calls }) => calls) },
  { title: 'warm', meaning: 'calls to WHMCS when asked again', value: cold(({ callsAgain }) => callsAgain) },
  {
    title: 'waves',
    meaning: 'the longest chain of calls that waited for one another',
    value: cold(({ waves }) => waves),
  },
  {
    title: 'cold ms',
    meaning: 'the cold answer where WHMCS takes 120 ms for a call and serves 8 at once',
    value: cold(({ ms }) => ms),
  },
  {
    title: 'over ms',
    meaning: 'what of that is more than so many calls in so many waves take there at least',
    value: cold(({ ms, leastMs }) => ms - leastMs),
  },
  { title: 'answer KB', meaning: 'size of the answer', value: ({ answerBytes }) => answerBytes / 1024, digits: 1 },
  {
    title: 'identical µs',
    meaning: 'CPU of the process per warm request, the same again and again',
    value: ({ identical }) => identical.cpuMicros,
  },
  {
    title: 'executed µs',
    meaning: 'the same where no request is like another, and WHMCS tells nothing new',
    value: ({ executed }) => executed && executed.cpuMicros,
  },
  {
    title: 'req/s',
    meaning: 'warm identical requests per second; the load takes the other core',
    value: ({ identical }) => identical.requestsPerSecond,
  },
  { title: 'p50 ms', meaning: 'half of them took no longer', value: ({ identical }) => identical.p50Ms, digits: 1 },
  { title: 'p99 ms', meaning: '99 % of them took no longer', value: ({ identical }) => identical.p99Ms, digits: 1 },
  {
    title: 'req/s x',
    meaning: 'executed requests per second',
    value: ({ executed }) => executed && executed.requestsPerSecond,
  },
  {
    title: 'p50 x',
    meaning: 'half of them took no longer',
    value: ({ executed }) => executed && executed.p50Ms,
    digits: 1,
  },
  {
    title: 'p99 x',
    meaning: '99 % of them took no longer',
    value: ({ executed }) => executed && executed.p99Ms,
    digits: 1,
  },
  {
    title: 'heap MB',
    meaning: 'heap after collection, before the first request',
    value: ({ memory }) => memory.before.heapBytes / MEGABYTE,
    digits: 1,
  },
  {
    title: 'after',
    meaning: 'the same after the load',
    value: ({ memory }) => memory.after.heapBytes / MEGABYTE,
    digits: 1,
  },
  {
    title: 'RSS MB',
    meaning: 'memory of the whole process after the load',
    value: ({ memory }) => memory.after.rssBytes / MEGABYTE,
  },
  { title: 'start ms', meaning: 'from the fork to where it listens', value: cold(({ startMs }) => startMs) },
];
