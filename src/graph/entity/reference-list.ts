/**
 * Looks up an input in a reference list before it is sent. Such lists are cached for long, so that an entry may be newer than the cached
 * list: the list is read once more before the input is rejected.
 */
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { WhmcsError } from '../../whmcs/errors.ts';
import type { Session } from '../read/session.ts';

/** What `find` finds in the cached list, or else in a fresh one. */
export async function foundInList<C extends ReadCommand, T>(
  session: Session,
  command: C,
  params: Params<C>,
  find: (list: Answer<C>) => T | undefined,
): Promise<T | undefined> {
  return (
    find(await session.read(command, params)) ?? find(await session.read(command, params, { notBefore: 'operation' }))
  );
}

/**
 * Whether a list may have an entry. If the list cannot be read, for example because the API role does not allow it, WHMCS has to decide:
 * the answer is true.
 */
export async function mayBeInList<C extends ReadCommand>(
  session: Session,
  command: C,
  params: Params<C>,
  has: (list: Answer<C>) => boolean,
): Promise<boolean> {
  try {
    const isThere = await foundInList(session, command, params, (list) => has(list) || undefined);
    return isThere ?? !session.planner.believes;
  } catch (error) {
    if (error instanceof WhmcsError) return true;
    throw error;
  }
}
