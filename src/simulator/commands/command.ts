import type { Answer } from '../http/json.ts';
import type { Wire } from '../wire.ts';
import type { World } from '../world/world.ts';
import type { Params } from './params.ts';

export { existing, Refusal } from './refusal.ts';

/** Everything a command may look at. */
export interface Call {
  readonly params: Params;
  readonly world: World;
  readonly wire: Wire;
  readonly version: string;
  /** A fault of this call: after its first effect the command fails with this message. */
  readonly halfway?: string | undefined;
}

/** Answers a call, without `result: success`. */
export type Handler = (call: Call) => Answer;

/** A simulated command. A file exports it under WHMCS's name of it. */
export class Command {
  readonly kind: 'read' | 'write';
  readonly run: Handler;
  /** Whether it reaches a registrar or a server before it answers. */
  readonly remote: boolean;

  constructor(kind: 'read' | 'write', run: Handler, reaches = false) {
    this.kind = kind;
    this.run = run;
    this.remote = reaches;
  }
}

export const read = (run: Handler): Command => new Command('read', run);

export const write = (run: Handler): Command => new Command('write', run);

/** A command that takes as long as the remote call that it makes. */
export const remote = ({ kind, run }: Command): Command => new Command(kind, run, true);
