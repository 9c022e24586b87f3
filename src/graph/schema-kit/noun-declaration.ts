/** What is said of a noun: as its file declares it, with the types of its columns, and as the rest of the schema kit reads it. */
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import type { EntityKind } from '../../whmcs/subjects.ts';
import type { CurrencySource } from '../entity/money.ts';
import type { FactSource } from '../entity/noun.ts';
import type { ResolverContext } from '../read/scope.ts';
import type { Session } from '../read/session.ts';
import type { ColumnOf, Row, RowAt, RowsIn } from './columns.ts';
import type { Types } from './builder.ts';
import type { FieldRef, Fields } from './declared-field.ts';
import type { DeclaredThing, DeclaredThings } from './declared-things.ts';
import type { FieldKit } from './field-kit.ts';
import type { FilterKit, Filters } from './list-filters.ts';

/** A part of everybody's list. */
export interface ListPart<P> {
  /** The filter; null if there is nothing to ask for. */
  readonly params: P | null;
  readonly next: number | null;
}

export type AnyFacts = Record<string, unknown>;
type ThingFieldBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, DeclaredThing<AnyFacts>>;

/** A command that tells of one thing, by its number, more than a list does. Where it is declared, single things are looked up by it. */
export interface RecordDeclaration<D extends ReadCommand, R, G> {
  readonly command: D;
  readonly params: (id: number) => Params<D>;
  /** The row of the thing: it has those columns of the list's rows that the command tells as well, number and owner among them. */
  readonly row: (answer: Answer<D>) => R | null | undefined;
  /** The facts that lists do not tell. */
  readonly fields: (f: FieldKit<R>) => G;
}

/** The parts of a declaration in which columns and parameters are named, over rows `R`. */
interface Declaration<C extends ReadCommand, R, Key, Column, F> {
  readonly description: string;
  /** What one thing and several are called in descriptions, if that does not follow from the type. */
  readonly called?: { readonly one: string; readonly many: string };
  /** The command whose answers list the things, and what its columns and parameters are for. */
  readonly list: {
    readonly command: C;
    readonly rows: Key;
    /** The column of WHMCS's own number. */
    readonly id: Column;
    /** The column of the client who owns a row. Without it no client owns the entities. */
    readonly client?: Column;
    readonly filters?: (filter: FilterKit<Params<C>>) => Filters;
    /** A plain list for what a client has few of; WHMCS answers with all of them at once. */
    readonly as?: 'list';
    /** The order of what several clients have, as WHMCS lists what one has; oldest first unless it is said. */
    readonly order?: 'newest first';
    /** Rows that staff alone see. */
    readonly staffRow?: (row: R) => boolean;
    /**
     * For a command that has no pages and must not be sent without a filter: which rows stand in the next part of everybody's list. `next`
     * is null after the last part.
     */
    readonly part?: (session: Session, offset: number) => Promise<ListPart<Params<C>>>;
    /** Lets other nouns learn what a row tells of their things. */
    readonly tellsOthers?: (row: R, askedOn: number, graph: ResolverContext) => void;
    /** The currency of amounts, if rows tell it: its number or code, and how it is found by that. */
    readonly currency?: {
      readonly told: (row: R) => number | string | null | undefined;
      readonly find: (told: number | string, graph: ResolverContext) => CurrencySource;
    };
  };
  readonly fields: (f: FieldKit<R>) => F;
  /** Fields that no column shows. */
  readonly otherFields?: (t: ThingFieldBuilder) => Record<string, FieldRef>;
  /**
   * `staff`: staff alone see the things and their queries. `everyone`: all viewers see all of them, rows for staff apart, and no client
   * owns any. Otherwise clients see their own.
   */
  readonly offered?: 'staff' | 'everyone';
  /** The queries and the field of the client that its file declares itself. */
  readonly byHand?: readonly ('one' | 'list' | 'ofClient')[];
  /** Other commands that tell of the things. */
  readonly toldBy?: (things: DeclaredThings<AnyFacts>) => readonly FactSource<DeclaredThing<AnyFacts>>[];
}

/** A declaration whose columns and parameters are those of its commands. */
export type NounDeclaration<
  C extends ReadCommand,
  K extends RowsIn<Answer<C>>,
  F,
  D extends ReadCommand,
  R,
  G,
> = Declaration<C, RowAt<Answer<C>, K>, K, ColumnOf<RowAt<Answer<C>, K>, number, 'id'>, F> & {
  readonly record?: RecordDeclaration<D, R, G>;
};

/** A declaration over any command. */
export type AnyDeclaration = Declaration<ReadCommand, Row, string, string, Fields<Row>> & {
  readonly record?: RecordDeclaration<ReadCommand, Row, Fields<Row>>;
};

/** A declaration with what follows from its type. */
export interface Plan extends AnyDeclaration {
  readonly typename: string;
  /** What answers in memory call the things. */
  readonly kind: EntityKind;
  /** The parameter that asks for one thing by its number. Without it a thing is found in its owner's list. */
  readonly byId: string | null;
  /** The parameter that asks for a client's things. */
  readonly byClient: string | null;
  readonly called: { readonly one: string; readonly many: string };
  /** The names of its queries: one thing and several. */
  readonly queries: { readonly one: string; readonly list: string };
  readonly columns: Fields<Row>;
  /** The columns that only its record has. */
  readonly recordColumns: Fields<Row>;
  readonly filters: Filters;
}
