/** The columns of the table of operations: a new figure needs a line here and a field in OperationRow. */
import type { OperationRow, Warm } from './measure-operation.ts';
import type { Column } from './table.ts';

const warm =
  (figure: (warm: Warm) => number): Column<OperationRow>['value'] =>
  ({ warm }) =>
    warm && figure(warm);

const MEGABYTE = 1024 * 1024;

export const operationColumns: readonly Column<OperationRow>[] = [
  { title: 'operation', meaning: 'of schema/operations; mutations are sent once', value: ({ name }) => name },
  { title: 'as', meaning: 'who asks', value: ({ as }) => as },
  { title: 'cold', meaning: 'calls to WHMCS of a gateway that knows nothing', value: ({ calls }) => calls.cold },
  { title: 'warm', meaning: 'calls to WHMCS when asked again', value: ({ calls }) => calls.warm },
  { title: 'answer KB', meaning: 'size of the answer', value: warm((w) => w.answerBytes / 1024), digits: 1 },
  {
    title: 'CPU µs',
    meaning: 'CPU of the gateway process per warm request, the steadiest figure on a shared machine',
    value: warm(({ gateway }) => gateway.cpuMicros),
    mean: true,
  },
  {
    title: 'bare CPU µs',
    meaning: 'the same of a bare node:http server that sends the same bytes',
    value: warm(({ bare }) => bare.cpuMicros),
    mean: true,
  },
  {
    title: '× bare',
    meaning: 'CPU of the gateway over CPU of the bare server',
    value: warm(({ gateway, bare }) => gateway.cpuMicros / bare.cpuMicros),
    digits: 1,
    mean: true,
  },
  {
    title: 'req/s',
    meaning: 'warm requests per second',
    value: warm(({ gateway }) => gateway.requestsPerSecond),
    mean: true,
  },
  {
    title: 'bare req/s',
    meaning: 'the same of the bare server, or as many as the load can be made here',
    value: warm(({ bare }) => bare.requestsPerSecond),
    mean: true,
  },
  {
    title: 'p50 ms',
    meaning: 'half of the warm requests took no longer',
    value: warm(({ gateway }) => gateway.p50Ms),
    digits: 1,
  },
  { title: 'p99 ms', meaning: '99 % of them took no longer', value: warm(({ gateway }) => gateway.p99Ms), digits: 1 },
  {
    title: 'heap MB',
    meaning: 'heap of the gateway after collection, before the first request',
    value: warm(({ memory }) => memory.before.heapBytes / MEGABYTE),
    digits: 1,
  },
  {
    title: 'after',
    meaning: 'the same after the load',
    value: warm(({ memory }) => memory.after.heapBytes / MEGABYTE),
    digits: 1,
  },
  {
    title: 'RSS MB',
    meaning: 'memory of the whole process after the load',
    value: warm(({ memory }) => memory.after.rssBytes / MEGABYTE),
  },
];
