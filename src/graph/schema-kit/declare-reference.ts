/**
 * Declares a short list that is cached for long, such as departments or groups: the command that answers it whole, and the columns to
 * show. The type, its things with `node`, and the query follow.
 */
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import type { Account } from '../base/entity.ts';
import { NotFoundError } from '../base/errors.ts';
import { globalId } from '../base/global-id.ts';
import { andThen, type MaybePromise } from '../base/maybe-promise.ts';
import { ReferenceNoun } from '../entity/reference-noun.ts';
import type { Scope } from '../read/scope.ts';
import type { Session } from '../read/session.ts';
import { builder } from './builder.ts';
import { numberIn, rowsAt, type ColumnOf, type Row, type RowAt, type RowsIn } from './columns.ts';
import { declared, factsIn, viewsOf, type FactsOf, type Fields, type Teller } from './declared-field.ts';
import { FieldKit } from './field-kit.ts';
import { findable, Node } from './node.type.ts';

interface Declaration<C extends ReadCommand, R, Key, Column, F> {
  readonly description: string;
  /** What an entry is called in errors. */
  readonly called: string;
  readonly list: {
    readonly command: C;
    /** What the whole list is asked for by. */
    readonly params: Params<C>;
    readonly rows: Key;
    /** The column of WHMCS's own number. */
    readonly id: Column;
    /** Remembers which entries there are, if the list itself is invalidated often. */
    readonly memory?: {
      readonly learn: (ids: readonly number[], session: Session) => void;
      readonly knows: (id: number, session: Session) => boolean;
    };
  };
  readonly query: { readonly name: string; readonly description: string };
  readonly fields: (f: FieldKit<R>) => F;
}

type ReferenceDeclaration<C extends ReadCommand, K extends RowsIn<Answer<C>>, F> = Declaration<
  C,
  RowAt<Answer<C>, K>,
  K,
  ColumnOf<RowAt<Answer<C>, K>, number, 'id'>,
  F
>;
type AnyDeclaration = Declaration<ReadCommand, Row, string, string, Fields<Row>>;
type AnyFacts = Record<string, unknown>;

/** An entry of which perhaps only the number is known, as another thing's row names it. The rest costs the list. */
export abstract class ReferenceThing<Facts extends object> {
  readonly whmcsId: number;
  /** A reference list is nobody's. */
  readonly ownerId = null;
  readonly currency = null;

  constructor(whmcsId: number) {
    this.whmcsId = whmcsId;
  }

  abstract get globalId(): string;
  abstract tell<F extends keyof Facts>(fact: F): MaybePromise<Facts[F] | null>;
}

/** A reference list, for one operation. */
export interface References<Facts extends object> {
  /** The whole list. */
  all(): MaybePromise<ReferenceThing<Facts>[]>;
  /** By number; null if the list has none. */
  byId(id: number): MaybePromise<ReferenceThing<Facts> | null>;
  /** An entry by what is known of it. */
  of(id: number, known: Account<Facts>): ReferenceThing<Facts>;
  /**
   * Looks up an entry that an input names.
   *
   * @throws NotFoundError if there is none
   */
  check(id: number): Promise<void>;
}

/** A declared reference list: the class of its entries, and the noun. */
export interface DeclaredReference<Facts extends object> {
  new (graph: Scope, id: number, known: Account<Facts>): ReferenceThing<Facts>;
  readonly typename: string;
  readonly Things: new (graph: Scope) => References<Facts>;
}

export function reference<C extends ReadCommand, K extends RowsIn<Answer<C>>, F extends Fields<RowAt<Answer<C>, K>>>(
  typename: string,
  declaration: ReferenceDeclaration<C, K, F>,
): DeclaredReference<FactsOf<F>>;
export function reference(typename: string, declaration: unknown): DeclaredReference<AnyFacts> {
  if (!isDeclaration(declaration)) throw new TypeError(`${typename}: this is no declaration of a reference list`);
  const { list, query, description, called } = declaration;
  const columns = declaration.fields(new FieldKit<Row>());
  const view = viewsOf(factsIn(columns));
  const idOf = (row: Row): number | null => numberIn(row[list.id]);

  class Thing extends ReferenceThing<AnyFacts> implements Teller {
    readonly #graph: Scope;
    readonly #known: Account<AnyFacts>;

    constructor(graph: Scope, id: number, known: Account<AnyFacts>) {
      super(id);
      this.#graph = graph;
      this.#known = known;
    }

    override get globalId(): string {
      return globalId(typename, this.whmcsId);
    }

    override tell(fact: string): MaybePromise<unknown> {
      const told = this.#known[fact];
      if (told !== undefined) return told;
      const row = this.#graph.noun(Things).find((each) => idOf(each) === this.whmcsId);
      return andThen(row, (found) => (found && view(found)[fact]) ?? null);
    }
  }

  class Things extends ReferenceNoun<ReadCommand, Row> implements References<AnyFacts> {
    protected override readonly command = list.command;
    protected override readonly params = list.params;

    all(): MaybePromise<Thing[]> {
      return andThen(this.rows(), (rows) => rows.flatMap((row) => this.#shown(row) ?? []));
    }

    byId(id: number): MaybePromise<Thing | null> {
      return andThen(
        this.find((row) => idOf(row) === id),
        (row) => row && this.#shown(row),
      );
    }

    of(id: number, known: Account<AnyFacts>): Thing {
      return new Thing(this.graph, id, known);
    }

    async check(id: number): Promise<void> {
      if (list.memory?.knows(id, this.graph.session)) return;
      // There is at least one, so that an empty list proves nothing.
      const has = (rows: readonly Row[]) => rows.length === 0 || rows.some((row) => idOf(row) === id);
      if (!(await this.mayHave(has))) throw new NotFoundError(`There is no such ${called}.`);
    }

    protected override rowsIn(answer: unknown): readonly Row[] {
      const rows = rowsAt(answer, list.rows);
      list.memory?.learn(
        rows.flatMap((row) => idOf(row) ?? []),
        this.graph.session,
      );
      return rows;
    }

    #shown(row: Row): Thing | null {
      const id = idOf(row);
      return id === null ? null : this.of(id, view(row));
    }
  }

  builder.objectType(Thing, {
    name: typename,
    description,
    interfaces: [Node],
    isTypeOf: (value) => value instanceof Thing,
    fields: (t) => ({
      whmcsId: t.exposeInt('whmcsId', { nullable: false, description: "WHMCS's own number." }),
      ...Object.fromEntries(Object.entries(columns).map(([name, each]) => [name, declared(t, name, each)])),
    }),
  });
  findable(typename, (graph, { id }) => graph.noun(Things).byId(id));
  builder.queryField(query.name, (t) =>
    t.field({ type: [Thing], description: query.description, resolve: (_, __, graph) => graph.noun(Things).all() }),
  );
  return Object.assign(Thing, { typename, Things });
}

/** The signature of `reference` has checked the declaration against its command. */
const isDeclaration = (value: unknown): value is AnyDeclaration =>
  typeof value === 'object' && value !== null && 'list' in value && 'query' in value && 'fields' in value;
