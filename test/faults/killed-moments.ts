/** The moments at which a gateway is killed during a mutation, grouped by what the next gateway can know. */
import type { Fault } from '../../src/simulator/index.ts';
import type { Trap } from './killed-traps.ts';

export interface Moment {
  readonly trap: Trap;
  /** How WHMCS handles the command. */
  readonly fault?: Fault;
  /** Where the next process is killed too, while it recovers this one's journal. */
  readonly heir?: Trap;
  /** How often WHMCS receives the command of the killed process, and does it. */
  readonly comes: 0 | 1;
  readonly happens: 0 | 1;
  /** Whether the journal has the refusal of WHMCS, though not the outcome of the mutation. */
  readonly isRefusalKnown?: true;
}

type Moments = Readonly<Record<string, Moment>>;

/** Nothing has been sent, and the journal shows it: the mutation runs as if it were new. */
const unsent: Moments = {
  'it is about to be written down': { trap: 'before claim', comes: 0, happens: 0 },
  'half of the line that claims it is written': { trap: 'half of the line claimed', comes: 0, happens: 0 },
  'it is claimed, and nothing is read yet': { trap: 'after claim', comes: 0, happens: 0 },
  'its guards are being read': { trap: 'a read before it', comes: 0, happens: 0 },
  'everything is read, and "sending" about to be written': { trap: 'before sending', comes: 0, happens: 0 },
  'half of the line "sending" is written': { trap: 'half of the line sending', comes: 0, happens: 0 },
};

/** It may have been sent, and the answer is not on disk: only a read can tell. */
const unknown: Moments = {
  '"sending" is written, and not synced': { trap: 'the line sending, unsynced', comes: 0, happens: 0 },
  '"sending" is on disk, nothing has left': { trap: 'after sending', comes: 0, happens: 0 },
  'the request is made, nothing of it has left': { trap: 'nothing of the request', comes: 0, happens: 0 },
  'half of the request has left': { trap: 'half of the request', comes: 0, happens: 0 },
  'WHMCS has it, and will never do it': { trap: 'all of the request', fault: { kind: 'hang' }, comes: 1, happens: 0 },
  'WHMCS has it, and will do it later': {
    trap: 'all of the request',
    fault: { kind: 'latency', latencyMs: 1_500 },
    comes: 1,
    happens: 1,
  },
  'WHMCS has done it, and does not answer': {
    trap: 'all of the request',
    fault: { kind: 'hang-after' },
    comes: 1,
    happens: 1,
  },
  'the answer has begun to come': {
    trap: 'the head of the answer',
    fault: { kind: 'slow-drip', latencyMs: 3_000 },
    comes: 1,
    happens: 1,
  },
  'the answer is there, and not written down': { trap: 'before sent', comes: 1, happens: 1 },
  'half of the line of the answer is written': { trap: 'half of the line sent', comes: 1, happens: 1 },
  'the answer is written down, the ending not': { trap: 'before end', comes: 1, happens: 1 },
  'half of the line of the ending is written': { trap: 'half of the line done', comes: 1, happens: 1 },
  'the answer was lost, and it is looked for': {
    trap: 'a read after it',
    fault: { kind: 'reset-after' },
    comes: 1,
    happens: 1,
  },
  'the request was lost, and it is looked for': {
    trap: 'a read after it',
    fault: { kind: 'reset-before' },
    comes: 1,
    happens: 0,
  },
  'the answer was lost, it is found by reading, and that not written down': {
    trap: 'before end',
    fault: { kind: 'reset-after' },
    comes: 1,
    happens: 1,
  },
  'WHMCS has refused it, and that is not written down': {
    trap: 'before sent',
    fault: { kind: 'json-error' },
    comes: 1,
    happens: 0,
  },
  'the refusal is written down, the ending not': {
    trap: 'before end',
    fault: { kind: 'json-error' },
    comes: 1,
    happens: 0,
    isRefusalKnown: true,
  },
  'nothing has left, and the next process dies before it has taken over': {
    trap: 'after sending',
    heir: 'half of a takeover',
    comes: 0,
    happens: 0,
  },
  'it is done, and the next process dies before all is taken over': {
    trap: 'before sent',
    heir: 'most of a takeover',
    comes: 1,
    happens: 1,
  },
};

/** Its outcome is in the journal, and is replayed. */
const known: Moments = {
  'the ending is written down': { trap: 'after end', comes: 1, happens: 1 },
  'its changes are being read back': { trap: 'a read after it', comes: 1, happens: 1 },
  'the response is made, and nothing of it has left': { trap: 'nothing of the response', comes: 1, happens: 1 },
  'half of the response has left': { trap: 'half of the response', comes: 1, happens: 1 },
  'its caller has the response': { trap: 'all of the response', comes: 1, happens: 1 },
  'the refusal is written down, and not reported': {
    trap: 'after end',
    fault: { kind: 'json-error' },
    comes: 1,
    happens: 0,
  },
};

/** Moments whose reconciliation takes longest come first. */
export const groups = { unknown, unsent, known };
export type Group = keyof typeof groups;
