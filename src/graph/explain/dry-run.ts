/**
 * Executes an operation without WHMCS: it reads only the cache, and records each call that it would send, with the field that needs it.
 * It invalidates nothing, claims no idempotency key, and joins no request that is in flight.
 */
import { typedAnswer, type Cache } from '../../whmcs/cache/cache.ts';
import { questionKey } from '../../whmcs/cache/question.ts';
import { isPlainRead, type Answer, type Command, type Params } from '../../whmcs/command.ts';
import type { Tag } from '../../whmcs/cache/tags.ts';
import type { CachedAnswer } from '../../whmcs/cache/cached-answer.ts';
import type { Installed } from '../graph.ts';
import { unlocked } from '../write/lock.ts';
import type { CallSite, CallSites } from './call-site.ts';

/** A call that would be sent, or that another operation has in flight. */
export interface DryRunQuestion<C extends Command = Command> {
  readonly command: C;
  readonly params: Params<C>;
  /** Its identity; the same question after a write is another one. */
  readonly key: string;
  readonly site: CallSite | undefined;
  /** Whether another operation has it in flight. */
  readonly isJoined: boolean;
}

/** Stands in for WHMCS in a dry run. */
export interface DryRunUpstream {
  /** How many calls a question would cost. */
  calls(question: DryRunQuestion): number;
  answer<C extends Command>(question: DryRunQuestion<C>): Promise<Answer<C>>;
}

export interface DryRunCall {
  readonly key: string;
  readonly path: string;
  readonly calls: number;
}

export interface DryRun {
  /** What replaces the installed parts of the gateway. */
  readonly installed: Installed;
  readonly calls: readonly DryRunCall[];
}

/** @param since answers from this moment on, in milliseconds, do not count */
export function dryRun(installed: Installed, { current }: CallSites, upstream: DryRunUpstream, since: number): DryRun {
  const { cache, client } = installed;
  const calls: DryRunCall[] = [];
  const invalidated = new Set<Tag>();
  let writes = 0;

  const isValid = ({ askedOn, tags }: CachedAnswer): boolean =>
    askedOn < since && !tags.some((tag) => invalidated.has(tag));

  /** Records a call. */
  const record = <C extends Command>(command: C, params: Params<C>, isJoined: boolean): DryRunQuestion<C> => {
    const site = current.getStore();
    // Writes and secrets are never joined, and the made-up result of each write is different.
    const asked = isPlainRead(command) ? questionKey(command, params) : `${command.name} ${site?.path}`;
    const question = { command, params, key: `${writes} ${asked}`, site, isJoined };
    const cost = client.allows(command) ? upstream.calls(question) : 0;
    if (cost > 0) calls.push({ key: question.key, path: site?.path ?? '', calls: cost });
    return question;
  };

  /** The cached answer, and whether a call would be sent as well. */
  const preview: Cache['preview'] = (question, ask) => {
    const { cached, sends } = cache.preview(question, ask);
    if (cached && isValid(cached)) return { cached, sends };
    // After a write, no request from before it is joined.
    return { cached: undefined, sends: sends || cached !== undefined || invalidated.size > 0 };
  };

  const dryCache: Cache = {
    preview,
    at(question, ask) {
      const { command, params } = question;
      const { cached, sends } = preview(question, ask);
      if (!cached) return undefined;
      // A stale answer is refreshed.
      if (sends) record(command, params, false);
      ask.hit();
      ask.used(cached, null);
      return typedAnswer(command, cached.answer);
    },
    async read(question, ask) {
      ask.signal.throwIfAborted();
      return upstream.answer(record(question.command, question.params, !preview(question, ask).sends));
    },
    peek(question) {
      return preview(question, {}).cached ? cache.peek(question) : undefined;
    },
    mentioning: (entity) => cache.mentioning(entity).filter(isValid),
    isAlive: () => false,
    invalidate: (tags) => tags.forEach((tag) => invalidated.add(tag)),
    hold: () => () => undefined,
    close: () => undefined,
  };

  return {
    calls,
    installed: {
      ...installed,
      cache: dryCache,
      client: {
        ...client,
        async call(command, params) {
          const question = record(command, params, false);
          writes++;
          return { answer: await upstream.answer(question), size: 0, ms: 0 };
        },
      },
      // Nobody is asked, so that nothing is counted.
      lookUpsOf: () => undefined,
      idempotency: installed.idempotency.rehearsed,
      locks: unlocked,
      journal: { ...installed.journal, end: () => Promise.resolve(null) },
      groups: { clientMoved: () => undefined },
      departments: new Set(installed.departments),
      totals: { get: (list) => installed.totals.get(list), set: () => undefined },
    },
  };
}
