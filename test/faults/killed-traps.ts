/**
 * Points at which a gateway can be stopped for good during a mutation: around calls of the journal, in the middle of its writes, and
 * in the middle of requests to WHMCS, answers from it, and the response to the caller.
 */
import { subscribe } from 'node:diagnostics_channel';
import { promises } from 'node:fs';
import { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { z } from 'zod';
import type { Journal } from '../../src/journal/journal.ts';
import { acts, mutations } from './killed-acts.ts';

/** A mutation that is to be stopped. It shares nothing with other mutations. */
export const prey = z.object({
  /** Also the id of its request. */
  name: z.string(),
  mutation: z.enum(mutations),
  trap: z.string(),
  /** The folder of its journal. */
  directory: z.string(),
  /** The address of its WHMCS. */
  url: z.string(),
});
export type Prey = z.output<typeof prey>;

/** Reports that a mutation has reached its point, and never lets it continue. */
export type Stop = (prey: Prey) => Promise<never>;

/** Around the journal of one mutation. */
const aroundJournal = {
  'before claim': (_, stop) => ({ claim: stop }),
  'after claim': (journal, stop) => ({ claim: (claim) => journal.claim(claim).then(stop) }),
  'before sending': (_, stop) => ({ sending: stop }),
  'after sending': (journal, stop) => ({ sending: (id, step) => journal.sending(id, step).then(stop) }),
  'before sent': (_, stop) => ({ sent: stop, end: stop }),
  'before end': (journal, stop) => {
    let written = Promise.resolve();
    return {
      sent: (...step) => (written = journal.sent(...step)),
      end: () => written.then(stop),
    };
  },
  'after end': (journal, stop) => ({ end: (id, ending) => journal.end(id, ending).then(stop) }),
} satisfies Record<string, (journal: Journal, stop: () => Promise<never>) => Partial<Journal>>;

/** The part of this journal line that is written before the stop. */
const onDisk = {
  'half of the line claimed': ['"state":"claimed","steps":', 0.5],
  'half of the line sending': ['"state":"sending","steps":', 0.5],
  'the line sending, unsynced': ['"state":"sending","steps":', 1],
  'half of the line sent': ['"state":"done","ids":', 0.5],
  'half of the line done': ['"state":"done","steps":', 0.5],
} satisfies Record<string, readonly [says: string, part: number]>;

const within = (preys: readonly Prey[], path: string): Prey | undefined =>
  preys.find(({ directory }) => path.startsWith(directory));

function trapDisk([says, part]: readonly [string, number], preys: readonly Prey[], stop: Stop): void {
  const { open } = promises;
  const opened = async (...asked: Parameters<typeof open>) => {
    const file = await open(...asked);
    const caught = within(preys, String(asked[0]));
    const append = file.appendFile.bind(file);
    file.appendFile = async (data) => {
      const text = String(data);
      const at = text.indexOf(says);
      if (at < 0 || !caught) return append(data);
      const [start, end] = [text.lastIndexOf('\n', at) + 1, text.indexOf('\n', at) + 1];
      await append(text.slice(0, start + Math.ceil(part * (end - start))));
      return stop(caught);
    };
    return file;
  };
  Object.assign(promises, { open: opened });
}

/** While a successor's draft is about to become its segment, or has, and the old segment still exists. */
const atTakeover = { 'half of a takeover': 'rename', 'most of a takeover': 'rm' } as const;

function trapTakeover(act: 'rename' | 'rm', preys: readonly Prey[], stop: Stop): void {
  const { rename, rm } = promises;
  Object.assign(
    promises,
    act === 'rename'
      ? {
          rename(from: string, to: string): Promise<void> {
            const caught = from.endsWith('.tmp') ? within(preys, from) : undefined;
            return caught ? stop(caught) : rename(from, to);
          },
        }
      : {
          rm(path: string, how: Parameters<typeof rm>[1]): Promise<void> {
            const caught = within(preys, path);
            return caught ? stop(caught) : rm(path, how);
          },
        },
  );
}

/** The number of the request to WHMCS, and the part of it that leaves. */
const onWire = {
  'a read before it': ['before', 0],
  'nothing of the request': ['command', 0],
  'half of the request': ['command', 0.5],
  'all of the request': ['command', 1],
  'a read after it': ['after', 0],
} satisfies Record<string, readonly [at: 'before' | 'command' | 'after', part: number]>;

const message = z.object({
  request: z.object({ origin: z.coerce.string(), body: z.coerce.string() }),
  socket: z.instanceof(Socket).optional(),
});

/** Reports each request with its mutation, and whether it is the command itself. */
function onRequests(
  channel: string,
  preys: readonly Prey[],
  tell: (prey: Prey, isCommand: boolean, socket: Socket | undefined) => void,
): void {
  const byOrigin = new Map(preys.map((each) => [new URL(each.url).origin, each]));
  subscribe(channel, (event) => {
    const { request, socket } = message.parse(event);
    const asking = byOrigin.get(request.origin);
    if (asking) tell(asking, request.body.includes(`action=${acts[asking.mutation].command}`), socket);
  });
}

function trapWire(
  [at, part]: readonly ['before' | 'command' | 'after', number],
  preys: readonly Prey[],
  stop: Stop,
): void {
  const sent = new Set<Prey>();
  onRequests('undici:client:sendHeaders', preys, (asking, isCommand, socket) => {
    const is = isCommand ? 'command' : sent.has(asking) ? 'after' : 'before';
    if (isCommand) sent.add(asking);
    if (is !== at || !socket) return;
    const write = socket.write.bind(socket);
    let pieces = 0;
    // The head leaves whole, the body in part; both in this turn of the event loop.
    const partly = (piece: string | Buffer): boolean =>
      part > 0 && write(pieces++ === 0 ? piece : piece.slice(0, piece.length * part));
    // The answer is no longer read.
    Object.assign(socket, { write: partly, read: () => null });
    setImmediate(() => void stop(asking));
  });
}

/** The part of the response that leaves for the caller. */
const toCaller = { 'nothing of the response': 0, 'half of the response': 0.5, 'all of the response': 1 } as const;

function trapResponse(part: number, preys: readonly Prey[], stop: Stop): void {
  const { end } = ServerResponse.prototype;
  const ending = function (this: ServerResponse, body: string): void {
    const caught = preys.find(({ name }) => name === this.getHeader('x-request-id'));
    if (!caught) return void end.call(this, body, 'utf8');
    if (part > 0) this.write(body.slice(0, body.length * part));
    setImmediate(() => void stop(caught));
  };
  Object.assign(ServerResponse.prototype, { end: ending });
}

/** When undici reports the start of the answer to the command. */
const ofAnswer = { 'the head of the answer': 'undici:request:headers' } as const;

const has = <Table extends object>(table: Table, name: PropertyKey): name is keyof Table => Object.hasOwn(table, name);

export type Trap =
  | keyof typeof aroundJournal
  | keyof typeof onDisk
  | keyof typeof atTakeover
  | keyof typeof onWire
  | keyof typeof toCaller
  | keyof typeof ofAnswer;

/** Sets a trap in this process; those around the journal are set with it. */
export function setTrap(trap: string, preys: readonly Prey[], stop: Stop): void {
  if (has(onDisk, trap)) trapDisk(onDisk[trap], preys, stop);
  else if (has(atTakeover, trap)) trapTakeover(atTakeover[trap], preys, stop);
  else if (has(onWire, trap)) trapWire(onWire[trap], preys, stop);
  else if (has(toCaller, trap)) trapResponse(toCaller[trap], preys, stop);
  else if (has(ofAnswer, trap))
    onRequests(ofAnswer[trap], preys, (asking, isCommand) => void (isCommand && stop(asking)));
}

/** The journal for the mutation that is to be stopped. */
export const trapped = (journal: Journal, { trap }: Prey, stop: () => Promise<never>): Journal =>
  has(aroundJournal, trap) ? { ...journal, ...aroundJournal[trap](journal, stop) } : journal;
