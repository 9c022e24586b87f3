/**
 * Executes an operation without WHMCS: it reads only the cache, and records each call that it would send, with the field that needs it.
 * It invalidates nothing, claims no idempotency key, and joins no request that is in flight.
 */
import { answered, type Cache } from '../../whmcs/cache/cache.ts';
import { questionKey } from '../../whmcs/cache/question.ts';
import type { Answer, Command, Params } from '../../whmcs/command.ts';
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
  readonly place: CallSite | undefined;
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
  /** Replaces what is installed. */
  readonly installed: Installed;
  readonly notes: readonly DryRunCall[];
}

/** @param since answers from this moment on, in milliseconds, do not count */
export function dryRun(installed: Installed, { places }: CallSites, part: DryRunUpstream, since: number): DryRun {
  const { cache, client } = installed;
  const notes: DryRunCall[] = [];
  const gone = new Set<Tag>();
  let writes = 0;

  const isThere = ({ askedOn, tags }: CachedAnswer): boolean => askedOn < since && !tags.some((tag) => gone.has(tag));

  const put = <C extends Command>(command: C, params: Params<C>, isJoined: boolean): DryRunQuestion<C> => {
    const place = places.getStore();
    // Writes are never joined, and the made-up result of each write is different.
    const asked = command.kind === 'write' ? `${command.name} ${place?.path}` : questionKey(command, params);
    const question = { command, params, key: `${writes} ${asked}`, place, isJoined };
    const calls = client.allows(command) ? part.calls(question) : 0;
    if (calls > 0) notes.push({ key: question.key, path: place?.path ?? '', calls });
    return question;
  };

  /** The cached answer, and whether a call would be sent as well. */
  const look: Cache['look'] = (question, ask) => {
    const { told, sends } = cache.look(question, ask);
    if (told && isThere(told)) return { told, sends };
    // After a write, no request from before it is joined.
    return { told: undefined, sends: sends || told !== undefined || gone.size > 0 };
  };

  const remembering: Cache = {
    look,
    at(question, ask) {
      const { command, params } = question;
      const { told, sends } = look(question, ask);
      if (!told) return undefined;
      // A stale answer is refreshed.
      if (sends) put(command, params, false);
      ask.hit();
      ask.used(told, null);
      return answered(command, told.answer);
    },
    async read(question, ask) {
      ask.signal.throwIfAborted();
      return part.answer(put(question.command, question.params, !look(question, ask).sends));
    },
    peek(question) {
      return look(question, {}).told ? cache.peek(question) : undefined;
    },
    telling: (thing) => cache.telling(thing).filter(isThere),
    isAlive: () => false,
    invalidate: (tags) => tags.forEach((tag) => gone.add(tag)),
    hold: () => () => undefined,
    close: () => undefined,
  };

  return {
    notes,
    installed: {
      ...installed,
      cache: remembering,
      client: {
        ...client,
        async call(command, params) {
          const question = put(command, params, false);
          writes++;
          return { answer: await part.answer(question), size: 0, ms: 0 };
        },
      },
      idempotency: installed.idempotency.rehearsed,
      locks: unlocked,
      journal: { ...installed.journal, end: () => Promise.resolve(null) },
      groups: { moved: () => undefined },
      departments: new Set(installed.departments),
      totals: { get: (list) => installed.totals.get(list), set: () => undefined },
    },
  };
}
