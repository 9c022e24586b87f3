/**
 * The context of an operation, in two views. Resolvers get the smaller one: they reach WHMCS only through nouns, so that nothing is shown
 * without passing the door. Nouns and the machinery below them get the whole.
 */
import type { GraphQLError, GraphQLResolveInfo } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { Journal } from '../../journal/journal.ts';
import type { SelfService } from '../base/self-service.ts';
import type { CustomCommands } from '../../whmcs/custom-command.ts';
import type { SharedFields } from '../base/shared-fields.ts';
import type { WallClock } from '../base/wall-clock.ts';
import type { Flaw } from './flaws.ts';
import type { Negatives } from './negatives.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RowBudget } from './row-budget.ts';
import type { Seal } from './seal.ts';
import type { Session } from './session.ts';

/** The context of a resolver. */
export interface ResolverContext {
  /** Constant throughout an operation, except for the clients that it creates. */
  readonly viewer: Viewer;
  readonly clock: WallClock;
  readonly sharedFields: SharedFields;
  readonly selfService: SelfService;
  /** The operation's only instance of a noun. */
  noun<N extends object>(Class: NounClass<N>): N;
  /** Reports at a list what is missing from it, once, whichever of its fields are asked for. */
  lacks(flaws: readonly Flaw[], list: GraphQLResolveInfo['path'] | undefined): void;
}

/** A noun of the graph, made for one operation. */
export type NounClass<N> = new (scope: Scope) => N;

/** One operation of one viewer. It names no noun. */
export interface Scope extends ResolverContext {
  readonly session: Session;
  readonly seal: Seal;
  /** How many domain names the viewer may look up; absent if there is no limit. */
  readonly lookUps: RateLimit | undefined;
  /** Commands of the host's own. */
  readonly customCommands: CustomCommands;
  readonly journal: Journal;
  /** The rows that the operation shows. */
  readonly rows: RowBudget;
  /** What was looked for and not found. */
  readonly negatives: Negatives;
  /** The lists that were shown, by the entity that they belong to: each is computed once. */
  readonly lists: WeakMap<object, Map<string, unknown>>;
  /** What is missing from the lists of the response, by the path of the list. */
  readonly flaws: ReadonlyMap<string, readonly GraphQLError[]>;
}

const isScope = (context: ResolverContext): context is Scope => 'session' in context;

/** The scope of the operation that a resolver runs in: for machinery, never for resolvers. */
export function scopeOf(context: ResolverContext): Scope {
  if (!isScope(context)) throw new TypeError('this context is not of an operation');
  return context;
}
