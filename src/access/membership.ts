/**
 * The members of client groups, from the last sweep over all clients of WHMCS. They expire: if no sweep succeeds in time, groups have no
 * members until one does.
 */
import { monotonic } from '../monotonic.ts';
import { MOST_CLIENTS } from '../config/roles.ts';
import { widened, type Viewer } from './viewer.ts';

/** The group of each client that has one. */
export type GroupOf = ReadonlyMap<number, number>;

/** The members of a viewer's group are not known yet. */
export class NotReady {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    this.retryAfterMs = retryAfterMs;
  }
}

export interface MembershipOptions {
  /** Reads the groups of all clients from WHMCS. */
  readonly sweep: (signal: AbortSignal) => Promise<GroupOf>;
  /** The groups that the current configuration names. */
  readonly groups: () => readonly number[];
  /** How long after a sweep the next one starts. */
  readonly refreshMs: number;
  /** The maximum age of the members, measured from the start of their sweep. */
  readonly maxAgeMs: number;
  /** How long a request waits for a sweep. */
  readonly patienceMs: number;
  /** Logs what an operator should know. */
  readonly report: (level: 'info' | 'warn' | 'error', details: object, message: string) => void;
}

export interface Membership {
  /** The viewer with the members of its group: at once if they are known, and without them if they have expired. */
  of(viewer: Viewer): Viewer | Promise<Viewer | NotReady>;
  /** The gateway has put a client into a group; null if the group is unknown. */
  clientMoved(client: number, group: number | null): void;
  /** Starts a sweep now; the known members stay until it ends. */
  renew(): void;
  close(): void;
}

interface Known {
  readonly groupOf: Map<number, number>;
  /** When its sweep started. */
  readonly askedOn: number;
  /** The configured viewers with the members of their groups. */
  readonly viewers: WeakMap<Viewer, Viewer>;
}

/** The delay after a sweep that failed. */
const RETRY_MS = 5_000;

export function membership(options: MembershipOptions): Membership {
  const { groups, refreshMs, maxAgeMs, report } = options;
  let known: Known | undefined;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failedOn: number | undefined;
  const closing = new AbortController();
  let hasReportedExpiry = false;
  let said = '';
  /** Clients moved since the running sweep started: it may have read them before. */
  const moves = new Map<number, number | null>();

  const isCurrent = (): boolean => known !== undefined && monotonic() - known.askedOn < maxAgeMs;

  const sweep = async (): Promise<void> => {
    const askedOn = monotonic();
    moves.clear();
    try {
      const groupOf = new Map(await options.sweep(closing.signal));
      for (const [client, group] of moves) put(groupOf, client, group);
      known = { groupOf, askedOn, viewers: new WeakMap() };
      if (hasReportedExpiry) report('info', {}, 'group membership known again');
      [failedOn, hasReportedExpiry] = [undefined, false];
      reportSizes();
    } catch (error) {
      if (failedOn === undefined && !closing.signal.aborted)
        report('warn', { err: error }, 'group membership lookup failed');
      failedOn = monotonic();
      reportExpiry();
    }
  };

  const begin = (): Promise<void> =>
    (running ??= sweep().finally(() => {
      running = undefined;
      clearTimeout(timer);
      if (closing.signal.aborted) return;
      const next = failedOn === undefined ? refreshMs : Math.min(RETRY_MS, refreshMs);
      timer = setTimeout(() => void (groups().length > 0 && begin()), next).unref();
    }));

  const reportExpiry = (): void => {
    if (!known || isCurrent() || hasReportedExpiry) return;
    hasReportedExpiry = true;
    const ageSeconds = Math.round((monotonic() - known.askedOn) / 1000);
    const details = { ageSeconds, groups: groups() };
    report('error', details, 'group membership expired: viewers see no members');
  };

  /** A group without members may be a mistake, and a large one makes lists expensive. */
  const reportSizes = (): void => {
    const sizes = groups().map((group) => ({ group, members: membersOf(group).length }));
    const odd = sizes.filter(({ members }) => members === 0 || members > MOST_CLIENTS);
    const saying = JSON.stringify(odd.map(({ group, members }) => [group, members > 0]));
    if (odd.length > 0 && saying !== said)
      report('warn', { groups: odd }, 'client groups without members, or with very many');
    said = saying;
  };

  const membersOf = (group: number): number[] =>
    [...(known?.groupOf ?? [])].flatMap(([client, its]) => (its === group ? [client] : []));

  const seenBy = (viewer: Viewer): Viewer => {
    if (viewer.group === null) return viewer;
    if (!known || !isCurrent()) {
      reportExpiry();
      return viewer;
    }
    const met = known.viewers.get(viewer);
    if (met) return met;
    const seen = widened(viewer, membersOf(viewer.group));
    known.viewers.set(viewer, seen);
    return seen;
  };

  /** Waits for a sweep, unless the last one failed: a retry will hardly end in time. */
  const awaited = async (viewer: Viewer): Promise<Viewer | NotReady> => {
    if (failedOn === undefined || (!running && monotonic() - failedOn >= RETRY_MS)) {
      let patience: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        patience = setTimeout(resolve, options.patienceMs);
      });
      await Promise.race([begin(), timeout]);
      clearTimeout(patience);
    }
    return known ? seenBy(viewer) : new NotReady(RETRY_MS);
  };

  if (groups().length > 0) void begin();

  return {
    of: (viewer) => (viewer.group === null || isCurrent() ? seenBy(viewer) : awaited(viewer)),
    clientMoved(client, group) {
      if (running) moves.set(client, group);
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
