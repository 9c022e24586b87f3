/** The door to numbered rows of a parent: each is found among the rows of its parent, which is looked up through its own door. */
import type { ObjectRef } from '@pothos/core';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { badInput } from '../base/errors.ts';
import { nullIfMissing } from '../base/found.ts';
import { hintedNumber, named, optionalNumberOf } from '../base/global-id.ts';
import type { Door, Findable } from '../entity/findable.ts';
import type { ResolverContext, Scope } from '../read/scope.ts';
import type { Moment } from '../read/session.ts';
import { LONGEST_PAGE } from '../read/walk.ts';
import { builder, type Types } from './builder.ts';
import { countAt, type Row } from './columns.ts';
import { findable } from './node.type.ts';
import { ownerOf } from './owner.ts';
import type { AnyRows } from './rows-declaration.ts';
import { isOwn, isPaged } from './rows-source.ts';
import type { NumberedRow, RowType } from './shown-row.ts';
import { staffOnly } from './staff.ts';
import { askedUnder, type AnyUnder, type Asked } from './under.ts';

interface Plan {
  readonly parent: Findable;
  readonly rows: AnyRows;
  readonly under: AnyUnder;
  readonly type: RowType<Row, NumberedRow>;
  /** The query for one of them. */
  readonly one: { readonly name: string; readonly description: string } | undefined;
}

/** Numbered rows that are declared: mutations may name them. */
export interface DeclaredChildren extends Findable<NumberedRow> {
  readonly Type: ObjectRef<Types, NumberedRow>;
}

/** Makes rows reachable by `node`, by a query of their own, and for mutations. */
export function numberedChildren(plan: Plan): DeclaredChildren {
  const { parent, rows, under, type, one } = plan;
  const { type: typename, command } = rows;
  const Rows = doorOf(plan);
  findable(typename, (graph, { id, hint }) => graph.noun(Rows).byId(id, hintedNumber(hint)));
  if (one) {
    const parentArg = `${parent.typename.slice(0, 1).toLowerCase()}${parent.typename.slice(1)}Id`;
    const resolve = (_: object, args: Readonly<Record<string, unknown>>, graph: ResolverContext) => {
      const { id, owner } = named(typename, String(args['id']));
      const given = args[parentArg];
      const number = optionalNumberOf(parent.typename, typeof given === 'string' ? given : null) ?? owner;
      if (number === null) throw badInput(`${one.name} by WHMCS's number takes ${parentArg} as well`);
      return graph.noun(Rows).byId(id, number);
    };
    builder.queryField(one.name, (t) =>
      t.field({
        type: type.type,
        description: `${one.description} WHMCS: ${command.name}.`,
        args: {
          id: t.arg.id({ required: true, description: `Its global id, or with \`${parentArg}\` WHMCS's number.` }),
          [parentArg]: t.arg.id({ description: 'Whose it is: needed with a bare number.' }),
        },
        resolve: under.offered === 'staff' ? staffOnly(resolve) : resolve,
      }),
    );
  }
  return { Type: type.type, typename, doorIn: (graph) => graph.noun(Rows) };
}

function doorOf({ parent, rows, under, type }: Plan): new (graph: Scope) => Door<NumberedRow> {
  const hasPages = isPaged(rows.command);
  return class implements Door<NumberedRow> {
    /** WHMCS tells of a row in the list of its parent alone. */
    readonly isProvedByList = true;
    readonly #graph: Scope;
    /** The parents of rows that this operation has looked for, by number. */
    readonly #parents = new Map<number, number>();

    constructor(graph: Scope) {
      this.#graph = graph;
    }

    /** @param hint the number of the parent */
    byId(id: number, hint: number | null = null): MaybePromise<NumberedRow | null> {
      return this.#find(id, hint);
    }

    async now(id: number, again: boolean, hint: number | null = null): Promise<NumberedRow | null> {
      return this.#find(id, hint, again ? 'now' : 'mutation');
    }

    #find(id: number, hint: number | null, notBefore?: Moment): MaybePromise<NumberedRow | null> {
      const number = this.#parents.get(id) ?? hint;
      const isClosed = under.offered === 'staff' && this.#graph.viewer.role !== 'STAFF';
      if (number === null || isClosed) return null;
      this.#parents.set(id, number);
      return andThen(parentBy(parent, number, this.#graph), (found) =>
        found === null ? null : this.#among(found, id, notBefore),
      );
    }

    #among(thing: object, id: number, notBefore?: Moment): MaybePromise<NumberedRow | null> {
      return andThen(askedUnder(thing, under, this.#graph), (asked) => asked && this.#search(asked, id, notBefore));
    }

    /** Looks for a row, page by page if the command has pages. In a dry run every list is as long as a page. */
    #search(asked: Asked, id: number, notBefore?: Moment, offset = 0): MaybePromise<NumberedRow | null> {
      const { session } = this.#graph;
      const { params, of } = asked;
      const page = hasPages ? { limitstart: offset, limitnum: LONGEST_PAGE } : {};
      const answered = session.read(rows.command, { ...params, ...page }, notBefore === undefined ? {} : { notBefore });
      return andThen(nullIfMissing(answered), (answer) => {
        const all = answer === null ? [] : (rows.rows(answer) ?? []);
        const own = all.filter((row) => isOwn(rows, row, of.ownerId)).map((row) => type.show(row, of));
        const found = own.find((row) => row?.whmcsId === id) ?? null;
        if (found !== null) return found;
        const next = offset + all.length;
        const isOver = !hasPages || all.length === 0 || next >= (countAt(answer, 'totalresults') ?? 0);
        if (!isOver && session.planner.believes) return this.#search(asked, id, notBefore, next);
        session.cameToNothing();
        return null;
      });
    }
  };
}

/** The thing on which rows hang. Whether a viewer may see a client needs no call. */
function parentBy(parent: Findable, id: number, graph: ResolverContext): MaybePromise<object | null> {
  if (parent.typename !== 'Client') return parent.doorIn(graph).byId(id);
  const owner = ownerOf(graph, id);
  return owner && { whmcsId: owner.whmcsId, ownerId: owner.whmcsId };
}
