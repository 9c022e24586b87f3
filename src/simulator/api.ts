import { authenticate, notAllowed, roleDenial, type Denial, type Guard } from './auth.ts';
import { Refusal, type Command } from './commands/command.ts';
import { commandNamed } from './commands/index.ts';
import { Params } from './commands/params.ts';
import type { Fault } from './http/faults.ts';
import type { Answer } from './http/json.ts';
import type { ApiRequest } from './http/request.ts';
import type { Wire } from './wire.ts';
import type { World } from './world/world.ts';

/** includes/api.php without HTTP around it. */
export interface Api {
  readonly world: World;
  readonly wire: Wire;
  readonly version: string;
  readonly guard: Guard;
  /** Commands of the host's own, by name in lower case. */
  readonly own?: ReadonlyMap<string, Command>;
}

export interface Reply {
  readonly status: number;
  readonly answer: Answer;
}

export function failure(message: string, status = 200): Reply {
  return { status, answer: { result: 'error', message } };
}

/** The name as WHMCS spells it, or as it was sent if there is no such command. */
export function actionOf(sent: string): string {
  return commandNamed(sent)?.name ?? sent;
}

/** Whether the command makes a remote call before it answers. */
export const isRemote = (action: string): boolean => commandNamed(action)?.command.remote ?? false;

/** The message of a failing server module, unless a fault has another. */
const moduleFailure = 'Server response message: node down\nhost: node-3.internal';

/** Authenticates the caller, finds the command and runs it, or half of it. */
export function respond(api: Api, { form, action, address }: ApiRequest, fault?: Fault): Reply {
  const caller = authenticate(form, address, api.guard);
  if ('status' in caller) return failure(caller.message, caller.status);
  if (action === '') return failure('Empty action request', 400);
  const command = commandNamed(action)?.command ?? api.own?.get(action.toLowerCase());
  if (!command) return failure(unknownAction(action, api.version));
  const denial = roleDenial(caller, action);
  if (denial) return failure(denial.message, denial.status);
  try {
    const halfway = fault?.kind === 'json-error-halfway' ? (fault.message ?? moduleFailure) : undefined;
    const { world, wire, version } = api;
    const answer = command.run({ params: new Params(form), world, wire, version, halfway });
    if (command.kind === 'write') world.revision += 1;
    if (fault?.kind === 'json-error-after') return failure(fault.message ?? moduleFailure);
    return { status: 200, answer: { ...envelopeOf(answer), ...answer } };
  } catch (error) {
    if (error instanceof Refusal) return failure(error.message);
    throw error;
  }
}

/** Some commands print their success under `status`, and then no `result`. */
const envelopeOf = ({ status }: Answer): Answer => (status === 'success' ? {} : { result: 'success' });

function unknownAction(action: string, version: string): string {
  return parseInt(version, 10) < 8
    ? 'Command Not Found'
    : `Invalid API Action: "${action.toLowerCase()}" is not a valid API action`;
}

/** The answer of a fault that keeps a command from running. */
export function faultReply({ kind, message }: Fault, { action, address }: ApiRequest): Reply | undefined {
  const denial = deniedBy(kind, action, address);
  if (denial) return failure(message ?? denial.message, denial.status);
  if (kind === 'json-error') return failure(message ?? moduleFailure);
  if (kind === 'warning-only')
    return {
      status: 200,
      answer: { warning: message ?? 'Invalid or Missing Payment Information - Please Reload and Try Again' },
    };
  if (kind === 'status-instead-of-result' && message !== undefined)
    return { status: 200, answer: { status: 'error', message } };
  return undefined;
}

function deniedBy(kind: Fault['kind'], action: string, address: string): Denial | undefined {
  if (kind === 'wrong-credential') return { status: 403, message: 'Invalid or missing credentials' };
  if (kind === 'wrong-ip') return { status: 403, message: `Invalid IP ${address}` };
  if (kind === 'role') return notAllowed(action);
  if (kind === 'admin-disabled') return { status: 403, message: 'Administrator Account Disabled' };
  return undefined;
}
