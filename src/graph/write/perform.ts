/**
 * The way of a mutation, whichever it is: claim → door → lock → guard → note → send → settle → read back.
 *
 * The claim makes a repeated request the same operation. The door looks up everything that the input names, so that a foreign thing is
 * as missing as one that does not exist. Under the lock the thing is read afresh and guarded. `session.write` notes the command in the
 * journal, sends it once and settles what is known of it. The outcome holds numbers alone: the payload reads the things back.
 */
import type { RevealCommand, WriteCommand } from '../../whmcs/command.ts';
import { LostAnswer } from '../../whmcs/errors.ts';
import { UserError } from '../base/errors.ts';
import type { MaybePromise } from '../../maybe-promise.ts';
import type { WriteScope } from './write-scope.ts';
import { sentUnlessDone } from './already-done.ts';
import { inStatus } from './guards.ts';
import { readFields, type Fields } from './input-shape.ts';
import { withoutNullish } from './input.ts';
import { keyFor, type DerivedKey } from './key.ts';
import { withLocks } from './lock.ts';
import { throughDoor, withFresh, type Found } from './refs.ts';
import type { FoundIds } from './run-recorded.ts';

/** A mutation as it is performed. */
export interface Performed {
  readonly name: string;
  readonly derivedKey?: DerivedKey<object> | undefined;
  /** The fields of the input of which nothing is kept. */
  readonly secretFields?: readonly string[] | undefined;
  /** Does it, from the door on; answers the numbers of what it changed. */
  run(given: object, graph: WriteScope): Promise<object>;
  /** The outcome of what turned out to have happened, from the numbers that were found by reading. */
  recall(given: object, found: FoundIds): object;
}

const withoutSecrets = (given: object, secrets: readonly string[] = []): object =>
  secrets.length === 0 ? given : Object.fromEntries(Object.entries(given).filter(([name]) => !secrets.includes(name)));

/** Claims the operation, and runs it unless an earlier request with the same key has. */
export function perform(mutation: Performed, given: object, graph: WriteScope, shownAs: string): Promise<object> {
  const { viewer, session, requestId } = graph;
  // What is replayed sends nothing.
  session.begin(null);
  return graph.idempotency.once({
    viewer,
    mutation: mutation.name,
    ...keyFor(withoutSecrets(given, mutation.secretFields), mutation.derivedKey),
    requestId,
    run(writer) {
      session.begin(writer);
      return mutation.run(given, graph);
    },
    recall: (found) => mutation.recall(given, found),
    onReplay: () => graph.replayed.push(shownAs),
    onInferred: () => graph.inferred.push(shownAs),
  });
}

/** What is to be done to one thing by one command. */
export interface Plan {
  readonly command: WriteCommand | RevealCommand;
  readonly fields: Fields;
  /** Reads the input as a whole, before anything is looked up. */
  prepare?(read: object, graph: WriteScope): object;
  /** The names under which this is done one at a time. */
  lock(read: object): readonly string[];
  /** Further names, which only the things behind the door tell. */
  lockBehind?(found: object): readonly string[];
  /** Whether it is done one at a time for the client to whom the thing belongs. */
  readonly locksOwner: boolean;
  /** Looks up what the door does not. */
  check?(found: object, graph: WriteScope): MaybePromise<unknown>;
  /** Checks the thing, read afresh, under the lock. @throws ConflictError */
  guard?(found: object, graph: WriteScope): MaybePromise<unknown>;
  readonly alreadyDone?: AlreadyDone | undefined;
  params(found: object, graph: WriteScope): MaybePromise<object>;
  /** Called when the command has succeeded, or its outcome is unknown. */
  settled?(found: object, ending: 'done' | 'unknown', graph: WriteScope): void;
  outcome(found: object, sent: Sent): object;
}

/** What WHMCS answered; null where it had been done before. */
export type Sent = { readonly answer: unknown } | null;

/** How it shows that what is asked for has been done before. */
export interface AlreadyDone {
  /** Whether the thing, read afresh, shows it: nothing is sent then. */
  before?(found: object, graph: WriteScope): MaybePromise<boolean>;
  /** Words of WHMCS that may mean it, and may mean something else. */
  readonly refusals?: RegExp | undefined;
  /** Whether after such words the thing, read again, shows it. */
  after?(found: object, graph: WriteScope): boolean;
}

/** Performs one command to one thing. */
export const performPlan = (plan: Plan, given: object, graph: WriteScope): Promise<object> =>
  withLocks(graph.locks, async (locks) => {
    const read = readWhole(plan, given, graph);
    const names = plan.lock(read);
    const isLate = plan.locksOwner || plan.lockBehind !== undefined;
    if (!isLate) locks.take(...names);
    const found = await throughDoor(plan.fields, read, given, graph);
    await plan.check?.(found.values, graph);
    // Locks are taken all at once, and some names are not known before the door.
    if (isLate) locks.take(...names, ...locksBehind(plan, found));
    const hadToWait = await locks.come(graph.session.signal);
    const isFresh = isGuarded(plan) || found.main?.door.isProvedByList;
    const reread = isFresh ? await withFresh(found, hadToWait) : found;
    // A dry run makes up the answer of that read, its owner as well: what follows concerns the entity behind the door.
    const fresh = graph.session.planner.believes ? reread : found;
    if (await isDone(plan, fresh, graph)) return plan.outcome(fresh.values, null);
    return plan.outcome(fresh.values, await send(plan, fresh, graph));
  });

const locksBehind = (plan: Plan, { values, main }: Found): string[] => [
  ...(plan.lockBehind?.(values) ?? []),
  ...(plan.locksOwner ? [`client:${main?.thing.ownerId}`] : []),
];

function readWhole(plan: Plan, given: object, graph: WriteScope): object {
  const read = readFields(plan.fields, given);
  return { ...read, ...plan.prepare?.(read, graph) };
}

const isGuarded = (plan: Plan): boolean =>
  'guard' in plan || (plan.alreadyDone && 'before' in plan.alreadyDone) || 'ifStatus' in plan.fields;

/**
 * Whether it has been done before. In a dry run the thing is made up, so that it decides nothing; what is asked on the way counts.
 *
 * @throws a UserError where the thing is not as the caller or the guard wants it
 */
async function isDone(plan: Plan, { values, main }: Found, graph: WriteScope): Promise<boolean> {
  const { believes } = graph.session.planner;
  const expected = ifStatusIn(values);
  if (believes && main && expected) inStatus(main.thing, ...expected);
  const done = await plan.alreadyDone?.before?.(values, graph);
  if (believes && done && !('evenIfDone' in values && values.evenIfDone)) return true;
  try {
    await plan.guard?.(values, graph);
  } catch (error) {
    if (believes || !(error instanceof UserError)) throw error;
  }
  return false;
}

const ifStatusIn = (values: object): readonly string[] | null =>
  'ifStatus' in values && Array.isArray(values.ifStatus) ? values.ifStatus.map(String) : null;

/** Notes, sends and settles. */
async function send(plan: Plan, found: Found, graph: WriteScope): Promise<Sent> {
  const { command, alreadyDone } = plan;
  const { main, values } = found;
  const params = withoutNullish(await plan.params(values, graph));
  main?.door.readBackByList?.(main.thing);
  const write = async (): Promise<Sent> => {
    try {
      const answer: unknown =
        command.kind === 'read'
          ? await graph.session.reveal(command, params)
          : await graph.session.write(command, params, main?.thing.ownerId ?? null);
      plan.settled?.(values, 'done', graph);
      return { answer };
    } catch (error) {
      if (error instanceof LostAnswer) plan.settled?.(values, 'unknown', graph);
      throw error;
    }
  };
  if (!alreadyDone?.refusals) return write();
  return sentUnlessDone(write, alreadyDone.refusals, async () => {
    const now = await withFresh(found, true);
    return alreadyDone.after?.(now.values, graph) === true;
  });
}
