/** The one door: nothing of a noun leaves here that the viewer may not see. */
import { monotonic } from '../../monotonic.ts';
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { answered } from '../../whmcs/cache/cache.ts';
import { questionKey } from '../../whmcs/cache/question.ts';
import { isUnencodable, WhmcsError } from '../../whmcs/errors.ts';
import type { EntityKind } from '../../whmcs/cache/mentions.ts';
import type { Scope } from '../read/scope.ts';
import type { Account, Entity } from '../base/entity.ts';
import { andThen, type MaybePromise } from '../base/maybe-promise.ts';
import { nullIfMissing } from '../base/found.ts';
import { listed, openCursors, paginate, type Cursors, type Page, type PageArgs } from '../read/paging.ts';
import { pageOfSeveral, type Listing } from '../read/multi-client-list.ts';
import { filtered } from '../read/walk.ts';

/** What one command's answers tell of a noun's things. */
export interface FactSource<Thing> {
  readonly command: string;
  /** Whether being told of proves that the thing exists, and whose it is. */
  readonly proves: boolean;
  /** Learns what the answer tells of the thing; null where that is nothing, or nothing for this viewer. */
  learn(answer: unknown, id: number, toldOn: number): Thing | null;
}

/** @param learn finds the thing in an answer of `command` */
export const factSource = <C extends ReadCommand, Thing>(
  command: C,
  learn: (answer: Answer<C>, id: number, toldOn: number) => Thing | null,
  { proves = true }: { readonly proves?: boolean } = {},
): FactSource<Thing> => ({
  command: command.name,
  proves,
  learn: (answer, id, toldOn) => learn(answered(command, answer), id, toldOn),
});

export abstract class Noun<Facts extends object, Thing extends Entity<Facts>> {
  protected readonly graph: Scope;
  readonly #things = new Map<number, Thing>();
  #tellers: readonly FactSource<Thing>[] | undefined;

  constructor(graph: Scope) {
    this.graph = graph;
  }

  /** What answers in memory call its things. */
  protected abstract readonly kind: EntityKind;

  /** The commands whose answers tell of its things. */
  protected abstract factSources(): readonly FactSource<Thing>[];

  protected abstract create(id: number, owner: number | null): Thing;

  /**
   * The thing of which WHMCS told `account`, or null where its owner is none of the viewer's clients. The same thing is the same
   * object throughout an operation, so that it holds all its accounts together.
   *
   * @param toldOn when WHMCS was asked for the account
   */
  shown(
    id: number | null | undefined,
    owner: number | null | undefined,
    account?: Account<Facts>,
    toldOn = 0,
  ): Thing | null {
    if (!id || !this.graph.viewer.sees(owner ?? null)) return null;
    let thing = this.#things.get(id);
    if (thing?.ownerId !== (owner ?? null)) {
      thing = this.create(id, owner ?? null);
      this.#things.set(id, thing);
    }
    if (account) thing.learn(account, toldOn);
    return thing;
  }

  /**
   * The thing as the answers in memory tell of it; null where none proves that it exists, or the viewer may not see it. Whoever may
   * not see it goes on to ask, just as for a thing of which nothing is in memory.
   */
  recall(id: number): Thing | null {
    const { session } = this.graph;
    const answers = session.telling(`${this.kind}:${id}`);
    if (answers.length === 0) return null;
    const tellers = (this.#tellers ??= this.factSources());
    let proven: Thing | null = null;
    // What proves the thing comes first: the others tell only of what is there.
    for (const proves of [true, false])
      for (const told of answers) {
        const by = tellers.find(({ command }) => command === told.command);
        const thing = by?.proves === proves ? by.learn(told.answer, id, told.askedOn) : null;
        if (!thing) continue;
        session.use(told);
        if (proves) proven = thing;
      }
    return proven;
  }

  /**
   * The thing, if it is there already, after it has learnt what answers about other things tell of it. They prove neither that it
   * exists nor whose it is: a service can be moved to another client, and the order that made it stays.
   *
   * @param owner to whom it belongs where those answers say so
   */
  protected supplement(id: number, account: Account<Facts>, toldOn: number, owner?: number | null): Thing | null {
    const thing = this.#things.get(id);
    if (!thing || (owner !== undefined && thing.ownerId !== owner)) return null;
    thing.learn(account, toldOn);
    return thing;
  }

  /**
   * Asks for one thing by what names it. Whoever may not see it waits for WHMCS as for a thing that does not exist, also where an
   * answer is in memory, and fares no better where WHMCS is down; a viewer who may have guessed it is told so as late as of a thing
   * that is there. Where WHMCS cannot tell of it, nobody knows whose it is.
   *
   * @param isOwn whether the viewer is known to see it, if it is there
   */
  protected lookUp<C extends ReadCommand>(
    command: C,
    params: Params<C>,
    show: (answer: Answer<C>, toldOn: number) => Thing | null,
    isOwn = false,
  ): MaybePromise<Thing | null> {
    const { session, viewer, negatives } = this.graph;
    const begunAt = monotonic();
    const shown = (answer: Answer<C> | null | undefined): Thing | null => {
      const thing = answer == null ? null : show(answer, session.askedOn(answer));
      if (thing === null) session.cameToNothing();
      return thing;
    };
    const ended = (thing: Thing | null): Thing | null => {
      if (thing === null && !isOwn) negatives.add({ commands: [command], key: questionKey(command, params), begunAt });
      return thing;
    };
    const told = (asked: MaybePromise<Answer<C>>) => (isOwn ? nullIfMissing(asked) : this.told(asked));
    const asked = told(session.read(command, params));
    return andThen(asked, (answer) => {
      const thing = shown(answer);
      if (thing !== null && asked instanceof Promise) negatives.learn(command, begunAt);
      if (thing !== null || answer === null || viewer.clients === null) return ended(thing);
      return andThen(told(session.read(command, params, { notBefore: 'operation' })), (again) => ended(shown(again)));
    });
  }

  /**
   * As `sought`, whatever is in memory.
   *
   * @param again whether what this operation has asked itself does not count either
   */
  protected async lookUpFresh<C extends ReadCommand>(
    command: C,
    params: Params<C>,
    again: boolean,
    show: (answer: Answer<C>, toldOn: number) => Thing | null,
  ): Promise<Thing | null> {
    const { session } = this.graph;
    const answer = await this.told(session.read(command, params, { notBefore: again ? 'now' : 'mutation' }));
    return answer == null ? null : show(answer, session.askedOn(answer));
  }

  /**
   * The answer; null where there is no such thing. That a value of it cannot be encoded would tell a viewer who sees some clients that
   * somebody's thing is there: to them it is undefined, and the log has it.
   */
  protected told<T>(answer: MaybePromise<T>): MaybePromise<T | null | undefined> {
    const { viewer, session } = this.graph;
    const told = nullIfMissing(answer);
    if (viewer.clients === null || !(told instanceof Promise)) return told;
    return told.catch((error: unknown) => {
      if (!(error instanceof WhmcsError) || !isUnencodable(error)) throw error;
      session.warn(error.command, error.message);
      return undefined;
    });
  }

  /** The thing as it would be, did it belong to `owner`; null where the viewer is not known to see that client. */
  presumed(id: number, owner: number | null): Thing | null {
    return owner !== null && this.graph.viewer.sees(owner) ? this.create(id, owner) : null;
  }

  /**
   * A page of the list that a viewer may see: one client's, everybody's for staff, or the list of the viewer's clients. Somebody
   * else's is as empty as nobody's.
   *
   * @param client the client asked for, or null
   * @param filters what else tells this list from others, for its cursors
   */
  protected paged(
    args: PageArgs,
    client: number | null,
    filters: object,
    listing: Listing<Thing>,
  ): MaybePromise<Page<Thing>> {
    const { viewer, session, negatives } = this.graph;
    const { sourceOf, keep } = listing;
    const cursors = this.cursorsFor(client, filters);
    const source = (of: number | null) => (keep ? filtered(sourceOf(of), keep) : sourceOf(of));
    const own = (of: number) => andThen(paginate(args, source(of), cursors), (page) => this.#counted(page));
    if (client !== null) return viewer.sees(client) ? own(client) : paginate(args, listed([]), cursors);
    if (viewer.clients === null) return paginate(args, source(null), cursors);
    const [only, ...others] = viewer.clients;
    if (only === undefined) return paginate(args, listed([]), cursors);
    if (others.length === 0) return own(only);
    const begunAt = monotonic();
    const several = pageOfSeveral(args, viewer.clients, { ...listing, things: this.kind }, session, cursors);
    return andThen(several, (page) => {
      // Everybody's list may have been asked for it.
      const key = JSON.stringify([listing.command.name, filters]);
      if (listing.isGuess && page.edges.length === 0) negatives.add({ commands: [listing.command], key, begunAt });
      return this.#counted(page);
    });
  }

  /** Whoever is told exactly how many things they may see is told no number where some are missing. */
  #counted(page: Page<Thing>): Page<Thing> {
    return page.flaws?.length && this.graph.viewer.clients !== null ? { ...page, total: null } : page;
  }

  /** Cheap ones for who sees everything. Those of everybody else are good for this viewer and this list. */
  protected cursorsFor(client: number | null, filters: object): Cursors {
    const { viewer, seal } = this.graph;
    if (viewer.clients === null) return openCursors;
    const { name, clients } = viewer;
    const whose = client ?? (clients.length === 1 ? clients[0] : 'all');
    // What is not said is null or left out, as the field has it.
    return seal(() => JSON.stringify([name, this.kind, whose, filters], (_, value: unknown) => value ?? undefined));
  }

  /** After a write nothing that was told before counts. */
  forget(): void {
    this.#things.clear();
  }
}
