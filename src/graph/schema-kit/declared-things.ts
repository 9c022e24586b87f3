/** The things of a declared noun, and the noun itself, as the rest of the graph knows them. */
import { Entity, type Account } from '../base/entity.ts';
import type { MaybePromise } from '../../maybe-promise.ts';
import type { CurrencySource } from '../entity/money.ts';
import { RowNoun } from '../entity/row-noun.ts';
import type { Listing } from '../read/multi-client-list.ts';
import type { Page, PageArgs } from '../read/paging.ts';
import type { Scope } from '../read/scope.ts';
import type { ListedRow } from './declared-field.ts';
import { ownerOf, type Owner } from './owner.ts';

/** A thing of a declared noun. */
export abstract class DeclaredThing<Facts extends object> extends Entity<Facts> {
  protected readonly graph: Scope;

  constructor(graph: Scope, whmcsId: number, ownerId: number | null) {
    super(whmcsId, ownerId);
    this.graph = graph;
  }

  /** Null if no client owns it. */
  get client(): Owner | null {
    return ownerOf(this.graph, this.ownerId);
  }

  /** The currency of its amounts. */
  get currency(): CurrencySource | null {
    return this.client;
  }
}

/** What a list is asked for: a page, a client, and filters by their names in the graph. */
export interface ListArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly [filter: string]: unknown;
}

/** How the gateway narrows and orders a list by what WHMCS cannot. */
export type Narrowed<Thing> = Partial<Pick<Listing<Thing>, 'keep' | 'order'>>;

/** A declared noun, for one operation. */
export abstract class DeclaredThings<Facts extends object> extends RowNoun<Facts, DeclaredThing<Facts>, ListedRow> {
  /** Whether WHMCS finds a thing by no number, but in a list alone. */
  abstract readonly isProvedByList: boolean;

  abstract page(args: ListArgs, narrowed?: Narrowed<DeclaredThing<Facts>>): MaybePromise<Page<DeclaredThing<Facts>>>;

  /**
   * What a client has, for lists that WHMCS answers with at once.
   *
   * @param asked values of the filters, by their names in the graph
   */
  abstract ofClient(client: number, asked?: Readonly<Record<string, unknown>>): MaybePromise<DeclaredThing<Facts>[]>;

  /**
   * The thing as it is at this moment, for a write; null if there is none, or none for this viewer.
   *
   * @param again whether what this operation has read already does not count either
   * @param owner its client, which is needed if WHMCS finds the thing in its owner's list alone
   */
  abstract now(id: number, again?: boolean, owner?: number | null): Promise<DeclaredThing<Facts> | null>;

  /** The things of an answer of its command, as far as the viewer may see them. */
  abstract ofAnswer(answer: unknown, askedOn: number): DeclaredThing<Facts>[];

  /** As every noun's, for the commands that its declaration names beside its own. */
  override supplement(
    id: number,
    account: Account<Facts>,
    askedOn: number,
    owner?: number | null,
  ): DeclaredThing<Facts> | null {
    return super.supplement(id, account, askedOn, owner);
  }
}
