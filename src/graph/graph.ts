/** What every resolver of one operation is handed: who asks, and the nouns through which alone WHMCS is reached. */
import { responsePathAsArray, type GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { Journal } from '../journal/journal.ts';
import type { Membership } from '../access/membership.ts';
import { widened, type Viewer } from '../access/viewer.ts';
import { Noun } from './entity/noun.ts';
import { flawError, joined, type Flaw } from './read/flaws.ts';
import type { SharedFields } from './write/custom-fields.ts';
import type { Code } from './base/errors.ts';
import type { Idempotency } from './write/idempotency.ts';
import type { Locks } from './write/lock.ts';
import { Negatives } from './read/negatives.ts';
import { Rows } from './read/row-budget.ts';
import type { Seal } from './read/seal.ts';
import { Session, type SessionOptions, type Upstream } from './read/session.ts';
import type { WallClock } from './base/wall-clock.ts';

/** What operations share: WHMCS, the installation's clock, and the journal with its idempotency keys. */
export interface Installed extends Upstream {
  readonly clock: WallClock;
  readonly idempotency: Idempotency;
  readonly locks: Locks;
  readonly journal: Journal;
  readonly seal: Seal;
  /** Told of whom the gateway itself puts into a client group. */
  readonly groups: Pick<Membership, 'moved'>;
  /** The custom fields that are not for staff alone. */
  readonly sharedFields: SharedFields;
}

/** How a mutation has ended, in words that are counted: "ok", or the name of the error in its result. */
export interface MutationOutcome {
  readonly mutation: string;
  readonly outcome: string;
  /** Why nothing was sent. */
  readonly code?: Code;
}

/** A noun of the graph, made for one operation. */
type NounClass<N> = new (graph: Graph) => N;

/** The graph as one viewer sees it, for one operation. Nouns find each other through it; it names none of them. */
export class Graph {
  readonly session: Session;
  readonly clock: WallClock;
  readonly idempotency: Idempotency;
  readonly locks: Locks;
  readonly journal: Journal;
  readonly seal: Seal;
  readonly groups: Installed['groups'];
  readonly sharedFields: SharedFields;
  /** What the operation shows. */
  readonly rows: Rows;
  /** What was looked for and not found. */
  readonly negatives: Negatives;
  /** The lists that were shown, by the thing that they belong to: each is computed once. */
  lists = new WeakMap<object, Map<string, unknown>>();
  /** The request's, or empty. */
  readonly requestId: string;
  /** What is missing from the lists of the response, by the place of the list. */
  readonly flaws = new Map<string, readonly GraphQLError[]>();
  /** The fields of the response that tell again what an earlier request did. */
  readonly replayed: string[] = [];
  /** How the mutations of the operation have ended. */
  readonly outcomes: MutationOutcome[] = [];
  /** The fields of the response that tell of something new which was found by reading, and is inferred to be the act's own. */
  readonly inferred: string[] = [];
  #viewer: Viewer;
  /** An operation needs few nouns: each is made when it is first asked for. */
  readonly #nouns = new Map<NounClass<unknown>, object>();

  constructor(viewer: Viewer, installed: Installed, manner: SessionOptions = {}) {
    this.#viewer = viewer;
    this.clock = installed.clock;
    this.idempotency = installed.idempotency;
    this.locks = installed.locks;
    this.journal = installed.journal;
    this.seal = installed.seal;
    this.groups = installed.groups;
    this.sharedFields = installed.sharedFields;
    this.requestId = manner.requestId ?? '';
    this.negatives = new Negatives({ floors: installed.floors, client: installed.client, viewer });
    this.session = new Session(installed, () => this.#forget(), manner);
    this.rows = new Rows({
      limit: manner.rows,
      throwIfOver: () => this.session.throwIfOver(),
      over: () => this.session.signal,
      made: manner.made,
    });
  }

  /** The operation's only instance of a noun. */
  noun<N extends object>(Class: NounClass<N>): N {
    const known = this.#nouns.get(Class);
    if (known instanceof Class) return known;
    const made = new Class(this);
    this.#nouns.set(Class, made);
    return made;
  }

  /** Says at a list what is missing from it, once, whichever of its fields are asked for. */
  lacks(flaws: readonly Flaw[], list: GraphQLResolveInfo['path'] | undefined): void {
    const path = responsePathAsArray(list);
    const place = path.join('.');
    if (!this.flaws.has(place))
      this.flaws.set(
        place,
        joined(flaws).map((flaw) => flawError(flaw, this.#viewer, path)),
      );
  }

  /** Forgets what a write may have changed. Reference lists, such as currencies, hold throughout an operation. */
  #forget(): void {
    this.lists = new WeakMap();
    for (const noun of this.#nouns.values()) if (noun instanceof Noun) noun.forget();
  }

  /** Who asks; throughout an operation the same, but for the clients that it makes. */
  get viewer(): Viewer {
    return this.#viewer;
  }

  /** Lets the viewer see a client whom this operation has made for them. */
  admit(client: number): void {
    this.#viewer = widened(this.#viewer, [client]);
  }
}
