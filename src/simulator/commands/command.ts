import type { Answer } from '../http/json.ts';
import type { Wire } from '../wire.ts';
import type { World } from '../world/world.ts';
import type { Params } from './params.ts';

/** Everything a command may look at. */
export interface Call {
  readonly params: Params;
  readonly world: World;
  readonly wire: Wire;
  readonly version: string;
  /** Whatever comes after the first thing that the command does fails in these words. */
  readonly halfway?: string | undefined;
}

/** What a command answers, without `result: success`. */
export type Handler = (call: Call) => Answer;

/** A command says no. WHMCS answers that with HTTP 200. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Finds the row or refuses with the words this command uses for it: no two commands agree on them. */
export function existing<Row>(row: Row | undefined, message: string): Row {
  if (row === undefined) throw new Refusal(message);
  return row;
}
