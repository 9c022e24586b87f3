/**
 * Declares a short list that is cached for long, such as departments or groups: the command that answers it whole, and the columns to
 * show. The type, its things with `node`, and the query follow.
 */
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import type { Account } from '../base/entity.ts';
import { InvalidInputError, NotFoundError } from '../base/errors.ts';
import { globalId } from '../base/global-id.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { ReferenceNoun } from '../entity/reference-noun.ts';
import type { ResolverContext, Scope } from '../read/scope.ts';
import type { Session } from '../read/session.ts';
import { builder } from './builder.ts';
import { numberIn, rowsAt, textIn, type ColumnOf, type Row, type RowAt, type RowsIn } from './columns.ts';
import { declared, factsIn, viewsOf, type FactsOf, type Fields } from './declared-field.ts';
import { FieldKit } from './field-kit.ts';
import { askedBy, filterArgs, FilterKit, type Filters } from './list-filters.ts';
import type { AnyFacts } from './noun-declaration.ts';
import { findable, Node } from './node.type.ts';
import { ReferenceThing, type References } from './reference-things.ts';
import { forStaff, staffOnly } from './staff.ts';

interface Declaration<C extends ReadCommand, R, Key, Column, F> {
  readonly description: string;
  /** What an entry is called in errors. */
  readonly called: string;
  readonly list: {
    readonly command: C;
    /** What the whole list is asked for by. */
    readonly params: Params<C>;
    readonly rows: Key;
    /** The column of WHMCS's own number. Without it entries have neither number nor id, and `node` does not find them. */
    readonly id?: Column;
    /** Whether the number is not shown as `whmcsId`. */
    readonly hidesNumber?: boolean;
    /** Remembers which entries there are, if the list itself is invalidated often. */
    readonly memory?: {
      readonly learn: (ids: readonly number[], session: Session) => void;
      readonly knows: (id: number, session: Session) => boolean;
    };
  };
  /** The fact that holds the code of an entry, if answers or inputs name entries by code. */
  readonly code?: NoInfer<keyof FactsOf<F> & string>;
  readonly query: {
    readonly name: string;
    readonly description: string;
    /** What the query asks for by, if that is not the whole list. */
    readonly params?: Params<C>;
    readonly filters?: (filter: FilterKit<Params<C>>) => Filters;
  };
  /** `staff`: staff alone see the entries and their query. */
  readonly offered?: 'staff';
  readonly fields: (f: FieldKit<R>) => F;
}

type ReferenceDeclaration<C extends ReadCommand, K extends RowsIn<Answer<C>>, F> = Declaration<
  C,
  RowAt<Answer<C>, K>,
  K,
  ColumnOf<RowAt<Answer<C>, K>, number, 'id'>,
  F
>;
type AnyDeclaration = Declaration<ReadCommand, Row, string, string, Fields<Row>> & {
  readonly list: { readonly params: object };
  readonly query: { readonly params?: object };
};

/** What a reference list is declared to be: the class of its entries, and the noun. */
export interface DeclaredReference<Facts extends object> {
  new (graph: Scope, name: number | string, account: Account<Facts>): ReferenceThing<Facts>;
  readonly typename: string;
  readonly Things: new (graph: Scope) => References<Facts>;
}

export function reference<C extends ReadCommand, K extends RowsIn<Answer<C>>, F extends Fields<RowAt<Answer<C>, K>>>(
  typename: string,
  declaration: ReferenceDeclaration<C, K, F>,
): DeclaredReference<FactsOf<F>>;
export function reference(typename: string, declaration: unknown): DeclaredReference<AnyFacts> {
  if (!isDeclaration(declaration)) throw new TypeError(`${typename}: this is no declaration of a reference list`);
  const { list, code, query, description, called } = declaration;
  const isForStaff = declaration.offered === 'staff';
  const filters = query.filters?.(new FilterKit<unknown>()) ?? {};
  const { id: idColumn } = list;
  const columns = declaration.fields(new FieldKit<Row>());
  const view = viewsOf(factsIn(columns));
  const idOf = (row: Row): number | null => (idColumn === undefined ? null : numberIn(row[idColumn]));
  const codeOf = (row: Row): string | null => (code === undefined ? null : textIn(view(row)[code]));
  const nameOf = (row: Row): number | string | null => idOf(row) ?? (codeOf(row) || null);
  const isNamed = (name: number | string) => (row: Row) =>
    (typeof name === 'number' ? idOf(row) : codeOf(row)) === name;

  class Thing extends ReferenceThing<AnyFacts> {
    readonly #graph: Scope;
    readonly #account: Account<AnyFacts>;

    constructor(graph: Scope, name: number | string, account: Account<AnyFacts>) {
      super(name);
      this.#graph = graph;
      this.#account = account;
    }

    override get whmcsId(): MaybePromise<number | null> {
      return typeof this.name === 'number' ? this.name : andThen(this.#row(), (row) => row && idOf(row));
    }

    override get globalId(): MaybePromise<string> {
      return andThen(this.whmcsId, (id) => globalId(typename, id ?? 0));
    }

    override known(fact: string): unknown {
      const told = this.#account[fact];
      return told === undefined && fact === code && typeof this.name === 'string' ? this.name : told;
    }

    override tell(fact: string): MaybePromise<unknown> {
      const told = this.known(fact);
      if (told !== undefined) return told;
      return andThen(this.#row(), (row) => (row && view(row)[fact]) ?? null);
    }

    #row(): MaybePromise<Row | null> {
      return this.#graph.noun(Things).find(isNamed(this.name));
    }
  }

  class Things extends ReferenceNoun<ReadCommand, Row> implements References<AnyFacts> {
    protected override readonly command = list.command;
    protected override readonly params = list.params;

    all(): MaybePromise<Thing[]> {
      return andThen(this.rows(), (rows) => rows.flatMap((row) => this.#shown(row) ?? []));
    }

    /** The entries that the query asks for. */
    asked(given: object): MaybePromise<Thing[]> {
      const { sent } = askedBy(filters, { ...given }, this.graph.clock);
      const params = { ...(query.params ?? list.params), ...sent };
      return andThen(this.graph.session.read(list.command, params), (answer) =>
        this.rowsIn(answer).flatMap((row) => this.#shown(row) ?? []),
      );
    }

    byName(name: number | string): MaybePromise<Thing | null> {
      return andThen(this.find(isNamed(name)), (row) => row && this.#shown(row));
    }

    of(name: number | string, account: Account<AnyFacts> = {}): Thing {
      return new Thing(this.graph, name, account);
    }

    async check(name: number | string | null | undefined, ...path: string[]): Promise<void> {
      if (typeof name === 'string') {
        if (name !== '') await this.named(name, ...path);
        return;
      }
      if (name === null || name === undefined || list.memory?.knows(name, this.graph.session)) return;
      // There is at least one, so that an empty list proves nothing.
      const has = (rows: readonly Row[]) => rows.length === 0 || rows.some(isNamed(name));
      if (!(await this.mayHave(has))) throw new NotFoundError(`There is no such ${called}.`);
    }

    async named(name: string, ...path: string[]): Promise<Thing> {
      const { session, viewer } = this.graph;
      let rows: readonly Row[] = [];
      const row = await this.lookUp((known) => {
        rows = known;
        return known.find(isNamed(name));
      });
      if (row) return this.of(name, view(row));
      if (!session.planner.believes) return this.of(name);
      const codes = rows.flatMap((each) => codeOf(each) || []).join(', ') || 'none';
      const advice = viewer.role === 'STAFF' ? `; there are: ${codes}` : '';
      throw new InvalidInputError(`there is no ${called} ${JSON.stringify(name)}${advice}`, path);
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
      const name = nameOf(row);
      return name === null ? null : this.of(name, view(row));
    }
  }

  builder.objectType(Thing, {
    name: typename,
    description,
    interfaces: idColumn === undefined ? [] : [Node],
    isTypeOf: (value) => value instanceof Thing,
    ...(isForStaff && forStaff),
    fields: (t) => ({
      ...(idColumn !== undefined &&
        list.hidesNumber !== true && {
          whmcsId: t.int({
            nullable: false,
            description: "WHMCS's own number.",
            resolve: ({ whmcsId }) => andThen(whmcsId, (id) => id ?? 0),
          }),
        }),
      ...Object.fromEntries(Object.entries(columns).map(([name, each]) => [name, declared(t, name, each)])),
    }),
  });
  const isClosed = ({ viewer }: ResolverContext): boolean => isForStaff && viewer.role !== 'STAFF';
  if (idColumn !== undefined)
    findable(typename, (graph, { id }) => (isClosed(graph) ? null : graph.noun(Things).byName(id)));
  const resolve = (_: unknown, given: object, graph: ResolverContext) => graph.noun(Things).asked(given);
  builder.queryField(query.name, (t) =>
    t.field({
      type: [Thing],
      description: query.description,
      args: filterArgs(filters, t.arg),
      resolve: isForStaff ? staffOnly(resolve) : resolve,
    }),
  );
  return Object.assign(Thing, { typename, Things });
}

/** The signature of `reference` has checked the declaration against its command. */
const isDeclaration = (value: unknown): value is AnyDeclaration =>
  typeof value === 'object' && value !== null && 'list' in value && 'query' in value && 'fields' in value;
