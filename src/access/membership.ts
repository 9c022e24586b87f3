/**
 * Who is in which client group, as WHMCS told it when all clients were last swept. What is known ages: where it cannot be found out
 * again in time, nobody is a member any more.
 */
import { monotonic } from '../monotonic.ts';
import { MOST_CLIENTS, widened, type Viewer } from './viewer.ts';

/** The group of each client that is in one. */
export type GroupOf = ReadonlyMap<number, number>;

/** It is not known yet who is in the group of a viewer. */
export class NotReady {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    this.retryAfterMs = retryAfterMs;
  }
}

export interface MembershipOptions {
  /** Asks WHMCS for everybody's group. */
  readonly sweep: (signal: AbortSignal) => Promise<GroupOf>;
  /** The groups of which the configuration speaks at this moment. */
  readonly groups: () => readonly number[];
  /** How long after a sweep the next one begins. */
  readonly refreshMs: number;
  /** How old what is known may be, from when the sweep began. */
  readonly maxAgeMs: number;
  /** How long a request waits for a sweep. */
  readonly patienceMs: number;
  /** Told of what an operator should know. */
  readonly report: (level: 'info' | 'warn' | 'error', details: object, message: string) => void;
}

export interface Membership {
  /** The viewer with the members of the group, at once where these are known; where they are so no longer, without them. */
  of(viewer: Viewer): Viewer | Promise<Viewer | NotReady>;
  /** A client was put into a group by the gateway itself; null where nobody knows into which. */
  moved(client: number, group: number | null): void;
  /** Finds it out again now; what is known stays until then. */
  renew(): void;
  close(): void;
}

interface Known {
  readonly groupOf: Map<number, number>;
  /** When its sweep began. */
  readonly askedOn: number;
  /** The configured viewers as they see with it. */
  readonly viewers: WeakMap<Viewer, Viewer>;
}

/** After a sweep that failed. */
const RETRY_MS = 5_000;

export function membership(options: MembershipOptions): Membership {
  const { groups, refreshMs, maxAgeMs, report } = options;
  let known: Known | undefined;
  let underWay: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failedOn: number | undefined;
  const closing = new AbortController();
  let hasSaidOld = false;
  let said = '';
  /** What was moved since the sweep under way began, which may have passed there before. */
  const moves = new Map<number, number | null>();

  const isBelieved = (): boolean => known !== undefined && monotonic() - known.askedOn < maxAgeMs;

  const sweep = async (): Promise<void> => {
    const askedOn = monotonic();
    moves.clear();
    try {
      const groupOf = new Map(await options.sweep(closing.signal));
      for (const [client, group] of moves) put(groupOf, client, group);
      known = { groupOf, askedOn, viewers: new WeakMap() };
      if (hasSaidOld) report('info', {}, 'it is known again who is in which client group');
      [failedOn, hasSaidOld] = [undefined, false];
      tellSizes();
    } catch (error) {
      if (failedOn === undefined && !closing.signal.aborted)
        report('warn', { err: error }, 'it cannot be found out at the moment who is in which client group');
      failedOn = monotonic();
      tellAge();
    }
  };

  const begin = (): Promise<void> =>
    (underWay ??= sweep().finally(() => {
      underWay = undefined;
      clearTimeout(timer);
      if (closing.signal.aborted) return;
      const next = failedOn === undefined ? refreshMs : Math.min(RETRY_MS, refreshMs);
      timer = setTimeout(() => void (groups().length > 0 && begin()), next).unref();
    }));

  const tellAge = (): void => {
    if (!known || isBelieved() || hasSaidOld) return;
    hasSaidOld = true;
    const ageSeconds = Math.round((monotonic() - known.askedOn) / 1000);
    const details = { ageSeconds, groups: groups() };
    report('error', details, 'it is not known any more who is in which client group: their viewers see no member');
  };

  /** A group without members may be a mistake, and a large one makes lists expensive. */
  const tellSizes = (): void => {
    const sizes = groups().map((group) => ({ group, members: membersOf(group).length }));
    const odd = sizes.filter(({ members }) => members === 0 || members > MOST_CLIENTS);
    const saying = JSON.stringify(odd.map(({ group, members }) => [group, members > 0]));
    if (odd.length > 0 && saying !== said)
      report('warn', { groups: odd }, `client groups have no members, or more than ${MOST_CLIENTS}`);
    said = saying;
  };

  const membersOf = (group: number): number[] =>
    [...(known?.groupOf ?? [])].flatMap(([client, its]) => (its === group ? [client] : []));

  const seenBy = (viewer: Viewer): Viewer => {
    if (viewer.group === null) return viewer;
    if (!known || !isBelieved()) {
      tellAge();
      return viewer;
    }
    const met = known.viewers.get(viewer);
    if (met) return met;
    const seen = widened(viewer, membersOf(viewer.group));
    known.viewers.set(viewer, seen);
    return seen;
  };

  /** Waits for a sweep, unless the last one has failed: the one that tries again will hardly end in time. */
  const awaited = async (viewer: Viewer): Promise<Viewer | NotReady> => {
    if (failedOn === undefined || (!underWay && monotonic() - failedOn >= RETRY_MS)) {
      let patience: NodeJS.Timeout | undefined;
      const impatient = new Promise<void>((resolve) => {
        patience = setTimeout(resolve, options.patienceMs);
      });
      await Promise.race([begin(), impatient]);
      clearTimeout(patience);
    }
    return known ? seenBy(viewer) : new NotReady(RETRY_MS);
  };

  if (groups().length > 0) void begin();

  return {
    of: (viewer) => (viewer.group === null || isBelieved() ? seenBy(viewer) : awaited(viewer)),
    moved(client, group) {
      if (underWay) moves.set(client, group);
      if (!known) return;
      const groupOf = new Map(known.groupOf);
      put(groupOf, client, group);
      known = { ...known, groupOf, viewers: new WeakMap() };
      if (group === null) void begin();
    },
    renew: () => void (groups().length > 0 && begin()),
    close() {
      closing.abort();
      clearTimeout(timer);
    },
  };
}

function put(groupOf: Map<number, number>, client: number, group: number | null): void {
  if (group === null) groupOf.delete(client);
  else groupOf.set(client, group);
}
