/** The context of one operation: what all resolvers share, and the nouns through which alone they reach WHMCS. */
import { responsePathAsArray, type GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { Membership } from '../access/membership.ts';
import { widened, type Viewer } from '../access/viewer.ts';
import type { Journal } from '../journal/journal.ts';
import type { CustomCommands } from '../whmcs/custom-command.ts';
import type { SelfService } from './base/self-service.ts';
import type { SharedFields } from './base/shared-fields.ts';
import type { WallClock } from './base/wall-clock.ts';
import { Noun } from './entity/noun.ts';
import { flawError, joined, type Flaw } from './read/flaws.ts';
import { Negatives } from './read/negatives.ts';
import type { RateLimit } from './read/rate-limit.ts';
import { RowBudget } from './read/row-budget.ts';
import type { NounClass } from './read/scope.ts';
import type { Seal } from './read/seal.ts';
import type { SessionOptions, Upstream } from './read/session.ts';
import type { Idempotency } from './write/idempotency.ts';
import type { Locks } from './write/lock.ts';
import type { MutationOutcome, WriteScope } from './write/write-scope.ts';
import { WriteSession } from './write/write-session.ts';

/** What operations share: WHMCS, the installation's clock, and the journal with its idempotency keys. */
export interface Installed extends Upstream {
  readonly clock: WallClock;
  readonly idempotency: Idempotency;
  readonly locks: Locks;
  readonly journal: Journal;
  readonly seal: Seal;
  /** Told of the clients that the gateway itself puts into a client group. */
  readonly groups: Pick<Membership, 'clientMoved'>;
  readonly sharedFields: SharedFields;
  /** How many domain names a viewer may look up; without it there is no limit. */
  readonly lookUpsOf?: (viewer: Viewer) => RateLimit | undefined;
  readonly selfService: SelfService;
  readonly customCommands: CustomCommands;
}

/** The graph as one viewer sees it, for one operation. Nouns find each other through it; it names none of them. */
export class Graph implements WriteScope {
  readonly session: WriteSession;
  readonly clock: WallClock;
  readonly idempotency: Idempotency;
  readonly locks: Locks;
  readonly journal: Journal;
  readonly seal: Seal;
  readonly groups: Installed['groups'];
  readonly sharedFields: SharedFields;
  readonly lookUps: RateLimit | undefined;
  readonly selfService: SelfService;
  readonly customCommands: CustomCommands;
  readonly rows: RowBudget;
  readonly negatives: Negatives;
  lists = new WeakMap<object, Map<string, unknown>>();
  readonly requestId: string;
  readonly flaws = new Map<string, readonly GraphQLError[]>();
  readonly replayed: string[] = [];
  readonly outcomes: MutationOutcome[] = [];
  readonly inferred: string[] = [];
  #viewer: Viewer;
  /** An operation needs few nouns: each is made when it is first asked for. */
  readonly #nouns = new Map<NounClass<unknown>, object>();

  constructor(viewer: Viewer, installed: Installed, options: SessionOptions = {}) {
    this.#viewer = viewer;
    this.clock = installed.clock;
    this.idempotency = installed.idempotency;
    this.locks = installed.locks;
    this.journal = installed.journal;
    this.seal = installed.seal;
    this.groups = installed.groups;
    this.sharedFields = installed.sharedFields;
    this.lookUps = installed.lookUpsOf?.(viewer);
    this.selfService = installed.selfService;
    this.customCommands = installed.customCommands;
    this.requestId = options.requestId ?? '';
    this.negatives = new Negatives({ floors: installed.floors, client: installed.client, viewer });
    this.session = new WriteSession(installed, () => this.#forget(), options);
    this.rows = new RowBudget({
      limit: options.rows,
      throwIfOver: () => this.session.throwIfOver(),
      over: () => this.session.signal,
      share: options.rowShare,
    });
  }

  noun<N extends object>(Class: NounClass<N>): N {
    const known = this.#nouns.get(Class);
    if (known instanceof Class) return known;
    const made = new Class(this);
    this.#nouns.set(Class, made);
    return made;
  }

  lacks(flaws: readonly Flaw[], list: GraphQLResolveInfo['path'] | undefined): void {
    const path = responsePathAsArray(list);
    const place = path.join('.');
    if (!this.flaws.has(place))
      this.flaws.set(
        place,
        joined(flaws).map((flaw) => flawError(flaw, this.#viewer, path)),
      );
  }

  get viewer(): Viewer {
    return this.#viewer;
  }

  admit(client: number): void {
    this.#viewer = widened(this.#viewer, [client]);
  }

  /** Forgets what a write may have changed. Reference lists, such as currencies, hold throughout an operation. */
  #forget(): void {
    this.lists = new WeakMap();
    for (const noun of this.#nouns.values()) if (noun instanceof Noun) noun.forget();
  }
}
