/** The classes that a declaration becomes: its thing, and the noun through which alone things are reached. */
import type { ReadCommand } from '../../whmcs/command.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import type { Account } from '../base/entity.ts';
import type { CurrencySource } from '../entity/money.ts';
import { factSource, type FactSource } from '../entity/noun.ts';
import type { Scope } from '../read/scope.ts';
import { pagesOf } from '../read/list-source.ts';
import { newestFirst, oldestFirst } from '../read/merge.ts';
import { listed, paginate, type Page, type Source } from '../read/paging.ts';
import { filtered, LONGEST_PAGE } from '../read/walk.ts';
import { countAt } from './columns.ts';
import { DeclaredThing, DeclaredThings, type ListArgs, type Narrowed } from './declared-things.ts';
import { factsIn, type ListedRow } from './declared-field.ts';
import { askedBy } from './list-filters.ts';
import { CURRENCY, rowsOf, WHOLE } from './listed-rows.ts';
import { isPaged } from './rows-source.ts';
import { nullIfMissing } from '../base/found.ts';
import type { AnyFacts, ListPart, Plan } from './noun-declaration.ts';

type Thing = DeclaredThing<AnyFacts>;

export interface Door {
  readonly Thing: new (graph: Scope, id: number, owner: number | null) => Thing;
  readonly Things: new (graph: Scope) => DeclaredThings<AnyFacts>;
}

export function doorOf(plan: Plan): Door {
  const { list, typename, kind, byId, byClient, filters, offered, record, recordColumns } = plan;
  const { command, currency, tellsOthers } = list;
  const { listed: rowsIn, recorded } = rowsOf(plan);
  const recordFacts = factsIn(recordColumns);
  /** Whether WHMCS answers with the whole list at once, and whether it lists the things of all clients. */
  const isWhole = !isPaged(command);
  const hasAll = command.params.safeParse({}).success;
  /** The parameters of a client's list, or of everybody's. */
  const ofClient = (client: number | null) => (client === null || byClient === null ? {} : { [byClient]: client });

  class DeclaredThingOf extends DeclaredThing<AnyFacts> {
    readonly typename = typename;

    override get currency(): CurrencySource | null {
      const told = this.known(CURRENCY);
      const isTold = typeof told === 'number' || typeof told === 'string';
      return currency && isTold ? currency.find(told, this.graph) : super.currency;
    }

    protected override recall(): void {
      this.graph.noun(Things).recall(this.whmcsId);
    }

    protected override ask(fact: string): MaybePromise<unknown> {
      if (this.known(WHOLE)) return null;
      const things = this.graph.noun(Things);
      return recordFacts.has(fact) ? things.record(this.whmcsId) : things.byId(this.whmcsId, this.ownerId);
    }
  }

  class Things extends DeclaredThings<AnyFacts> {
    protected override readonly kind = kind;
    protected override readonly command = command;
    override readonly isProvedByList = !record && byId === null;

    protected override get recordCommand(): ReadCommand {
      return record?.command ?? command;
    }

    protected override get seesAll(): boolean {
      return hasAll && (offered === 'everyone' || super.seesAll);
    }

    /** What no client owns is the same for all who may see it. */
    override shown(
      id: number | null | undefined,
      owner: number | null | undefined,
      account?: Account<AnyFacts>,
      askedOn = 0,
    ) {
      return offered === 'everyone' ? this.known(id, null, account, askedOn) : super.shown(id, owner, account, askedOn);
    }

    /** A list does not tell all that a record does. */
    override readBackByList(thing: Thing): void {
      if (!record) super.readBackByList(thing);
    }

    /** Its record; null if it does not exist, or the viewer may not see it. */
    record(id: number): MaybePromise<Thing | null> {
      if (!record || this.isClosed) return null;
      return this.lookUp(record.command, record.params(id), (answer, askedOn) => this.inRecord(answer, id, askedOn));
    }

    override byId(id: number, hint: number | null = null): MaybePromise<Thing | null> {
      return this.isClosed ? null : super.byId(id, hint);
    }

    override page(args: ListArgs, narrowed: Narrowed<Thing> = {}): MaybePromise<Page<Thing>> {
      const { clientId = null, first, after, last, before, offset, ...asked } = args;
      const page = { first, after, last, before, offset };
      const { sent, identity, isGuess } = askedBy(filters, asked, this.graph.clock);
      if (this.isClosed) return paginate(page, listed<Thing>([]), this.cursorsFor(null, identity));
      if (offered === 'everyone') {
        const all = this.listOf(null, sent);
        const isNarrowed = list.staffRow && this.graph.viewer.role !== 'STAFF';
        return paginate(page, isNarrowed ? filtered(all, () => true) : all, this.cursorsFor(null, identity));
      }
      return this.paged(page, clientId, identity, {
        command,
        sourceOf: (client) => this.listOf(client, sent),
        order: list.order === 'newest first' ? newestFirst : oldestFirst,
        mayBeGuess: isGuess,
        // Rows that are not shown are not counted either.
        ...(list.staffRow && this.graph.viewer.role !== 'STAFF' && { keep: () => true }),
        ...narrowed,
      });
    }

    override async now(id: number, again = false, owner: number | null = null): Promise<Thing | null> {
      const among = (answer: unknown, askedOn: number) => this.among(rowsIn(answer), id, askedOn);
      if (record) {
        const inRecord = (answer: unknown, askedOn: number) => this.inRecord(answer, id, askedOn);
        return this.lookUpFresh(record.command, record.params(id), again, inRecord);
      }
      if (byId !== null) return this.lookUpFresh(command, { [byId]: id }, again, among);
      if (owner === null && list.part) return this.inParts(id);
      if (!this.graph.viewer.sees(owner) || (owner === null && !hasAll)) return null;
      if (isWhole) return this.lookUpFresh(command, ofClient(owner), again, among);
      for (let limitstart = 0; ;) {
        const params = { ...ofClient(owner), limitstart, limitnum: LONGEST_PAGE };
        let [rows, total] = [0, 0];
        const found = await this.lookUpFresh(command, params, again, (answer, askedOn) => {
          [rows, total] = [rowsIn(answer).length, countAt(answer, 'totalresults') ?? 0];
          return among(answer, askedOn);
        });
        // A dry run makes up each page, and the thing is on none of them.
        if (found === null && !this.graph.session.planner.believes) return this.create(id, owner);
        limitstart += rows;
        if (found !== null || rows === 0 || limitstart >= total) return found;
      }
    }

    protected override factSources(): readonly FactSource<Thing>[] {
      const own = factSource(command, (answer, id, askedOn) => this.among(rowsIn(answer), id, askedOn));
      const records = record
        ? [factSource(record.command, (answer, id, askedOn) => this.inRecord(answer, id, askedOn))]
        : [];
      return [own, ...records, ...(plan.toldBy?.(this) ?? [])];
    }

    protected override create(id: number, owner: number | null): Thing {
      return new DeclaredThingOf(this.graph, id, owner);
    }

    protected override alone(id: number, owner: number | null): MaybePromise<Thing | null> {
      if (record) return this.record(id);
      if (byId !== null)
        return this.lookUp(command, { [byId]: id }, (answer, askedOn) => this.among(rowsIn(answer), id, askedOn));
      if (owner === null && list.part) return this.inParts(id);
      // Without an owner everybody's list is read, which no other viewer may have.
      if (owner === null && !this.seesAll) return null;
      return andThen(this.search(this.listOf(owner), id), (known) =>
        // A thing that nobody owns may be newer than a list in memory, as an entry of a reference list may.
        andThen(known ?? (list.client === undefined ? this.now(id) : null), (found) => {
          if (found === null) this.graph.session.cameToNothing();
          return found;
        }),
      );
    }

    override ofAnswer(answer: unknown, askedOn: number): Thing[] {
      return rowsIn(answer).flatMap((row) => this.ofRow(row, askedOn) ?? []);
    }

    /** Looks for one among everybody's, which staff alone may have, part by part. */
    private async inParts(id: number): Promise<Thing | null> {
      const { session, viewer } = this.graph;
      let offset: number | null = viewer.clients === null ? 0 : null;
      while (offset !== null && list.part) {
        const part: ListPart<unknown> = await list.part(session, offset);
        const answer: unknown =
          part.params === null ? null : await session.read(command, part.params, { notBefore: 'operation' });
        const found = answer === null ? null : this.among(rowsIn(answer), id, session.askedOn(answer));
        if (found) return found;
        offset = part.next;
      }
      session.cameToNothing();
      return null;
    }

    override ofClient(client: number, asked: Readonly<Record<string, unknown>> = {}): MaybePromise<Thing[]> {
      if (this.isClosed || !this.graph.viewer.sees(client)) return [];
      const { sent } = askedBy(filters, asked, this.graph.clock);
      return andThen(this.listOf(client, sent)(0, Infinity), ({ rows }) => rows.filter((thing) => thing !== null));
    }

    /** The list that WHMCS answers with at once: empty if what it belongs to is gone. */
    private whole(client: number | null, sent: object): Source<Thing> {
      return (offset, limit) => {
        if (client === null && !hasAll) return { rows: [], total: 0 };
        const answer = this.graph.session.read(command, { ...ofClient(client), ...sent });
        return andThen(nullIfMissing(answer), (told) => {
          const askedOn = told === null ? 0 : this.graph.session.askedOn(told);
          const shown = rowsIn(told).flatMap((row) =>
            client === null || row.owner === client ? (this.ofRow(row, askedOn) ?? []) : [],
          );
          return listed(shown)(offset, limit);
        });
      };
    }

    protected override listOf(client: number | null, sent: object = {}): Source<Thing> {
      if (isWhole) return this.whole(client, sent);
      return pagesOf(
        this.graph.session,
        command,
        (page) => ({ ...ofClient(client), ...sent, ...page }),
        (answer) => ({
          rows: rowsIn(answer),
          totalresults: countAt(answer, 'totalresults'),
          startnumber: countAt(answer, 'startnumber'),
        }),
        // WHMCS silently ignores a filter that it does not know, and then returns rows of all clients.
        (row, askedOn) => (client === null || row.owner === client ? this.ofRow(row, askedOn) : null),
      );
    }

    private inRecord(answer: unknown, id: number, askedOn: number): Thing | null {
      const row = recorded(answer);
      return row?.id === id && this.isShown(row) ? this.shown(id, row.owner, row.account, askedOn) : null;
    }

    private isShown({ forStaff }: ListedRow): boolean {
      return !forStaff || this.graph.viewer.role === 'STAFF';
    }

    protected override ofRow(row: ListedRow, askedOn: number): Thing | null {
      if (!this.isShown(row)) return null;
      tellsOthers?.(row.row, askedOn, this.graph);
      return this.shown(row.id, row.owner, row.account, askedOn);
    }

    /** Whether the things are not for this viewer, so that nothing is asked. */
    private get isClosed(): boolean {
      return offered === 'staff' && this.graph.viewer.role !== 'STAFF';
    }
  }
  return { Thing: DeclaredThingOf, Things };
}
