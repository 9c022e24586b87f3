/** The door: no entity of a noun leaves here that the viewer may not see. */
import { monotonic } from '../../monotonic.ts';
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { typedAnswer } from '../../whmcs/cache/cache.ts';
import { questionKey } from '../../whmcs/cache/question.ts';
import { isUnencodable, WhmcsError } from '../../whmcs/errors.ts';
import type { EntityKind } from '../../whmcs/subjects.ts';
import type { Scope } from '../read/scope.ts';
import type { Account, Entity } from '../base/entity.ts';
import { andThen, type MaybePromise } from '../../maybe-promise.ts';
import { nullIfMissing } from '../base/found.ts';
import { listed, openCursors, paginate, type Cursors, type Page, type PageArgs } from '../read/paging.ts';
import { multiClientPage, type Listing } from '../read/multi-client-list.ts';
import { filtered } from '../read/walk.ts';

/** A command whose answers have facts about the entities of a noun. */
export interface FactSource<Thing> {
  readonly command: string;
  /** Whether an answer proves that the entity exists, and who owns it. */
  readonly proves: boolean;
  /** Adds the facts of an answer to the entity; null if it has none, or none for this viewer. */
  learn(answer: unknown, id: number, askedOn: number): Thing | null;
}

/** @param learn finds the entity in an answer of `command` */
export const factSource = <C extends ReadCommand, Thing>(
  command: C,
  learn: (answer: Answer<C>, id: number, askedOn: number) => Thing | null,
  { proves = true }: { readonly proves?: boolean } = {},
): FactSource<Thing> => ({
  command: command.name,
  proves,
  learn: (answer, id, askedOn) => learn(typedAnswer(command, answer), id, askedOn),
});

export abstract class Noun<Facts extends object, Thing extends Entity<Facts>> {
  protected readonly graph: Scope;
  readonly #things = new Map<number, Thing>();
  #tellers: readonly FactSource<Thing>[] | undefined;

  constructor(graph: Scope) {
    this.graph = graph;
  }

  /** The kind under which cached answers mention its entities. */
  protected abstract readonly kind: EntityKind;

  /** The commands whose answers have facts about its entities. */
  protected abstract factSources(): readonly FactSource<Thing>[];

  protected abstract create(id: number, owner: number | null): Thing;

  /**
   * The entity that `account` is about, or null if the viewer does not see its owner. Within an operation an entity is always the same
   * object, so that it has all of its accounts.
   *
   * @param askedOn when WHMCS was asked for the account
   */
  shown(
    id: number | null | undefined,
    owner: number | null | undefined,
    account?: Account<Facts>,
    askedOn = 0,
  ): Thing | null {
    return this.graph.viewer.sees(owner ?? null) ? this.known(id, owner, account, askedOn) : null;
  }

  /** The same for what this viewer is known to see. */
  protected known(
    id: number | null | undefined,
    owner: number | null | undefined,
    account?: Account<Facts>,
    askedOn = 0,
  ): Thing | null {
    if (!id) return null;
    let thing = this.#things.get(id);
    if (thing?.ownerId !== (owner ?? null)) {
      thing = this.create(id, owner ?? null);
      this.#things.set(id, thing);
    }
    if (account) thing.learn(account, askedOn);
    return thing;
  }

  /**
   * The entity from cached answers; null if none proves that it exists, or the viewer may not see it. A viewer without access causes the
   * same upstream call as a cache miss.
   */
  recall(id: number): Thing | null {
    const { session } = this.graph;
    const answers = session.mentioning(`${this.kind}:${id}`);
    if (answers.length === 0) return null;
    const tellers = (this.#tellers ??= this.factSources());
    let proven: Thing | null = null;
    // Answers that prove the entity come first: the others only add facts.
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
   * Adds facts from answers about other entities, if this one is known already. Such answers prove neither that it exists nor who owns
   * it: a service can be moved to another client, while the order that created it stays.
   *
   * @param owner its owner according to those answers, if they name one
   */
  protected supplement(id: number, account: Account<Facts>, askedOn: number, owner?: number | null): Thing | null {
    const thing = this.#things.get(id);
    if (!thing || (owner !== undefined && thing.ownerId !== owner)) return null;
    thing.learn(account, askedOn);
    return thing;
  }

  /**
   * Looks up one entity. A viewer without access waits for WHMCS as for an entity that does not exist, also if an answer is cached, and
   * gets the same error while WHMCS is down. A "not found" that the viewer may have guessed is delayed as long as a successful lookup
   * takes. If WHMCS cannot report the entity, its owner is unknown.
   *
   * @param isOwn whether the viewer is known to see it, if it exists
   */
  protected lookUp<C extends ReadCommand>(
    command: C,
    params: Params<C>,
    show: (answer: Answer<C>, askedOn: number) => Thing | null,
    isOwn = false,
  ): MaybePromise<Thing | null> {
    const { session, viewer, negatives } = this.graph;
    const startedAt = monotonic();
    const shown = (answer: Answer<C> | null | undefined): Thing | null => {
      const thing = answer == null ? null : show(answer, session.askedOn(answer));
      if (thing === null) session.cameToNothing();
      return thing;
    };
    const ended = (thing: Thing | null): Thing | null => {
      if (thing === null && !isOwn)
        negatives.add({ commands: [command], key: questionKey(command, params), startedAt });
      return thing;
    };
    const told = (asked: MaybePromise<Answer<C>>) => (isOwn ? nullIfMissing(asked) : this.told(asked));
    const asked = told(session.read(command, params));
    return andThen(asked, (answer) => {
      const thing = shown(answer);
      if (thing !== null && asked instanceof Promise) negatives.learn(command, startedAt);
      if (thing !== null || answer === null || viewer.clients === null) return ended(thing);
      return andThen(told(session.read(command, params, { notBefore: 'operation' })), (again) => ended(shown(again)));
    });
  }

  /**
   * As `lookUp`, without the cache.
   *
   * @param again whether earlier answers of this operation do not count either
   */
  protected async lookUpFresh<C extends ReadCommand>(
    command: C,
    params: Params<C>,
    again: boolean,
    show: (answer: Answer<C>, askedOn: number) => Thing | null,
  ): Promise<Thing | null> {
    const { session } = this.graph;
    const answer = await this.told(session.read(command, params, { notBefore: again ? 'now' : 'mutation' }));
    return answer == null ? null : show(answer, session.askedOn(answer));
  }

  /**
   * The answer; null if the entity does not exist. An error about a value that cannot be encoded would reveal to a viewer that sees only
   * some clients that the entity exists: for such a viewer the answer is undefined, and the error is logged.
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

  /** The entity, assuming that `owner` owns it; null if the viewer is not known to see that client. */
  presumed(id: number, owner: number | null): Thing | null {
    return owner !== null && this.graph.viewer.sees(owner) ? this.create(id, owner) : null;
  }

  /**
   * A page of the list that a viewer may see: of one client, of all clients for staff, or of the clients of the viewer. The list of
   * another client is empty, like the list of a client that does not exist.
   *
   * @param client the requested client, or null
   * @param filters the other arguments that identify the list, for its cursors
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
    const startedAt = monotonic();
    const several = multiClientPage(args, viewer.clients, { ...listing, things: this.kind }, session, cursors);
    return andThen(several, (page) => {
      // It may have been read from the list of all clients.
      const key = JSON.stringify([listing.command.name, filters]);
      if (listing.mayBeGuess && page.edges.length === 0) negatives.add({ commands: [listing.command], key, startedAt });
      return this.#counted(page);
    });
  }

  /** Viewers that see only some clients get an exact total, or none if rows are missing. */
  #counted(page: Page<Thing>): Page<Thing> {
    return page.flaws?.length && this.graph.viewer.clients !== null ? { ...page, total: null } : page;
  }

  /** Plain cursors for viewers that see everything; sealed ones for others, valid for this viewer and this list. */
  protected cursorsFor(client: number | null, filters: object): Cursors {
    const { viewer, seal } = this.graph;
    if (viewer.clients === null) return openCursors;
    const { name, clients } = viewer;
    const whose = client ?? (clients.length === 1 ? clients[0] : 'all');
    // An argument that is left out is null or absent, depending on the field.
    return seal(() => JSON.stringify([name, this.kind, whose, filters], (_, value: unknown) => value ?? undefined));
  }

  /** Forgets all entities: after a write no earlier answer counts. */
  forget(): void {
    this.#things.clear();
  }
}
