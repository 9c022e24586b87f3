/**
 * Looking something up in a reference list, before an input that names it is sent. Such lists are kept long, so that what is missing in
 * memory may have been made a moment ago: the list is asked for once more before anybody says that there is no such thing.
 */
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { WhmcsError } from '../../whmcs/errors.ts';
import type { Session } from '../read/session.ts';

/** What `find` finds in a list as it is known, or else as it is now. */
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
 * Whether a list has something. Where the list cannot be had, for example because the API role does not allow it, WHMCS itself has to
 * say: then it may.
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
