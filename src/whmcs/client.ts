/** The client of one WHMCS installation: `call(command, params)` encodes, sends, checks and decodes. */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { monotonic } from '../monotonic.ts';
import type { Answer, Command, Params, WriteCommand } from './command.ts';
import { chooser, allCredentials, type Credential, type Credentials } from './credentials.ts';
import { decodeInTurns } from './wire/decode-in-turns.ts';
import {
  BusyError,
  InvalidParamsError,
  NoCredentialError,
  WhmcsRefusal,
  UnauthorizedError,
  LostAnswer,
  UnreachableError,
} from './errors.ts';
import { ANSWER_LIMITS, bytesFor, type AnswerLimits } from './transport/answer-limits.ts';
import { readBodyInTurns, warningIn } from './transport/body.ts';
import { chain, type ChainOptions } from './transport/chain.ts';
import { encodeForm, type FormValue } from './transport/form.ts';
import { undiciHttp, type Http } from './transport/http.ts';
import type { LaneTicket } from './transport/lane.ts';
import type { Load } from './transport/limit.ts';
import { isAmbiguousRefusal } from './transport/ambiguous-refusal.ts';
import { isUnclear, standing } from './transport/standing.ts';
import { probes } from './probes.ts';
import { redactor } from './wire/redact.ts';

export interface WhmcsClientOptions extends ChainOptions, Credentials {
  /** The full address of includes/api.php. */
  readonly url: URL;
  /** `$api_access_key` of the installation: passes the IP list, whichever the credential. */
  readonly accessKey?: string | undefined;
  /** The size limits of an answer; defaults apply if absent. */
  readonly answers?: AnswerLimits | undefined;
  /** Called for what an operator should know although the call succeeded. */
  readonly onWarning?: (command: string, message: string) => void;
  /** Called when a request to WHMCS has ended, however it ended. */
  readonly onEnded?: (request: EndedRequest) => void;
  /** Called when a call has ended, however it ended; retries and waiting are part of it. */
  readonly onCalled?: (call: EndedCall) => void;
}

/** One request to WHMCS; each retry is a request of its own. */
export interface EndedRequest {
  readonly command: string;
  readonly ms: number;
  /** The error, or null. */
  readonly error: unknown;
}

/** One call with all its requests; zero requests if nothing was sent. */
export interface EndedCall extends EndedRequest {
  readonly kind: Command['kind'];
  readonly attempts: number;
}

/** Counts the requests of an operation, retries included. */
export interface Meter {
  called(command: string): void;
  /** The request that was just counted never left: no connection could be made. */
  unsent(command: string): void;
}

/** For calls that belong to no operation. */
export const uncounted: Meter = { called: () => undefined, unsent: () => undefined };

/** The context of a call. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly meter: Meter;
  /** Whether the call is not retried: a probe reports the state as it is. */
  readonly once?: boolean;
  /** The lane in which the call queues; interactive by default. */
  readonly turn?: LaneTicket;
}

/** An answer with its size. */
export interface Reply<C extends Command> {
  readonly answer: Answer<C>;
  readonly size: number;
  /** The time WHMCS took, without waiting for a turn. */
  readonly ms: number;
}

export interface WhmcsClient {
  /**
   * Sends a command to WHMCS.
   * @throws a WhmcsError (see errors.ts). NoCredentialError and CircuitOpenError are thrown before anything is sent. UnknownOutcomeError
   * is thrown for a write that was sent and got no clear answer, or whose answer only reports that a system behind WHMCS did not answer
   */
  call<C extends Command>(command: C, params: Params<C>, ask: CallOptions): Promise<Reply<C>>;
  /** Whether a credential allows the command; others are refused before anything is sent. */
  allows(command: Command): boolean;
  /** The form that a call would send, without the credential. */
  form(command: Command, params: unknown): string;
  readonly load: Load;
  close(): Promise<void>;
}

/** The limit of distinct warnings that are reported; some warnings differ every time. */
const MOST_WARNINGS = 100;

/** Creates the client. Each command is sent with one credential, and all credentials share the limit. */
export function whmcsClient(
  options: WhmcsClientOptions,
  http: Http = undiciHttp(options.url, options.maxConcurrency),
): WhmcsClient {
  const layers = chain(options);
  const limits = options.answers ?? ANSWER_LIMITS;
  const credentials = allCredentials(options);
  const credentialFor = chooser(credentials);
  const standings = new Map(credentials.map((credential) => [credential, standing(credential)]));
  /** The probes of credentials that are in flight. */
  const probesInFlight = new Map<Credential, Promise<unknown>>();
  /** The warnings that were reported, with the command: WHMCS repeats a warning with every answer. */
  const reported = new Set<string>();
  const form = (command: Command, params: unknown): string => encodeForm(checked(command, params));

  /** Finds out with another command whether a refusal concerns the command or the credential. Never rejects. */
  const probeWith = (command: Command, credential: Credential, ask: CallOptions): Promise<unknown> => {
    const other = probes.find((each) => each.name !== command.name && credentialFor(each) === credential);
    const probe =
      probesInFlight.get(credential) ??
      (other ? send(other, other.probe, credential, { ...ask, once: true }) : Promise.resolve()).catch(() => undefined);
    probesInFlight.set(credential, probe);
    return probe.finally(() => probesInFlight.delete(credential));
  };

  const send = async <C extends Command>(
    command: C,
    params: Params<C>,
    credential: Credential,
    { meter, ...how }: CallOptions,
  ): Promise<Reply<C>> => {
    const { identifier, secret } = credential;
    const known = standings.get(credential) ?? standing(credential);
    // The credential comes last, so that no parameter can replace it.
    const body = encodeForm({
      ...checked(command, params),
      identifier,
      secret,
      accesskey: options.accessKey,
      action: command.name,
      responsetype: 'json',
    });
    const clean = redactor([identifier, secret, options.accessKey, ...secretValues(command, params)]);
    let started = false;
    try {
      return await layers.run(
        command,
        async (deadline, landed) => {
          started = true;
          meter.called(command.name);
          const startedAt = monotonic();
          let failure: unknown = null;
          try {
            const answer = await http.post(command.name, body, deadline, bytesFor(command, limits));
            if (answer.status === 200) {
              // WHMCS has finished: waiting calls are sent before this answer is parsed.
              landed();
              await setImmediate();
            }
            const { root, stray } = await readBodyInTurns(
              command,
              answer,
              limits.rows,
              clean,
              credential,
              known.isTrusted,
            );
            known.accepted();
            if (stray)
              options.onWarning?.(
                command.name,
                'text stood around the JSON of the answer; look into the PHP error log of WHMCS',
              );
            const raw = warningIn(root);
            const warning = raw === undefined ? undefined : clean(raw);
            if (warning !== undefined && reported.size < MOST_WARNINGS && !reported.has(`${command.name} ${warning}`)) {
              reported.add(`${command.name} ${warning}`);
              options.onWarning?.(command.name, `WHMCS warns: ${warning}`);
            }
            return {
              answer: await decodeInTurns(command, root, answer, limits.rows),
              size: answer.text.length,
              ms: monotonic() - startedAt,
            };
          } catch (error) {
            failure = known.classify(command, error);
            if (neverLeft(failure)) meter.unsent(command.name);
            throw failure;
          } finally {
            options.onEnded?.({ command: command.name, ms: monotonic() - startedAt, error: failure });
          }
        },
        how,
      );
    } catch (error) {
      throw command.kind === 'write' && started && mayHaveHappened(command, error)
        ? new LostAnswer(command.name, error)
        : error;
    }
  };

  /** Classifies a failure. If it is unclear and the credential has not been accepted lately, another command is tried first. */
  const weighed = async (
    command: Command,
    credential: Credential,
    ask: CallOptions,
    error: unknown,
  ): Promise<unknown> => {
    const known = standings.get(credential);
    if (!known?.isProbeDue || !isUnclear(command, error)) return error;
    await probeWith(command, credential, ask);
    return known.classify(command, error);
  };

  return {
    allows: (command) => credentialFor(command) !== undefined,
    form,
    load: layers.load,
    close: () => http.close(),
    async call(command, params, ask) {
      if (command.unreachable !== undefined) throw new InvalidParamsError(`${command.name}: ${command.unreachable}`);
      const credential = credentialFor(command);
      if (!credential) throw new NoCredentialError(command.name, command.purpose);
      let attempts = 0;
      const calledAt = monotonic();
      const ended = (error: unknown): void =>
        options.onCalled?.({
          command: command.name,
          kind: command.kind,
          ms: monotonic() - calledAt,
          attempts,
          error,
        });
      const meter: Meter = {
        called(name) {
          attempts++;
          ask.meter.called(name);
        },
        unsent: (name) => ask.meter.unsent(name),
      };
      try {
        const reply = await send(command, params, credential, { ...ask, meter });
        ended(null);
        return reply;
      } catch (error) {
        const failure = await weighed(command, credential, ask, error);
        ended(failure);
        throw failure;
      }
    },
  };
}

function checked(command: Command, params: unknown): Record<string, FormValue> {
  const result = command.params.safeParse(params);
  if (result.success) return result.data;
  throw new InvalidParamsError(`${command.name}: ${z.prettifyError(result.error)}`);
}

/** Whether no byte of the request can have reached WHMCS. */
const neverLeft = (error: unknown): boolean => error instanceof UnreachableError && !error.sent;

/**
 * Whether WHMCS may have executed a write although no clear answer came: any failure after it was sent, except a refusal by WHMCS itself
 * and a connection that was never made. A refusal that only reports that another system did not answer is not clear: modules give up
 * after seconds, and servers were created minutes later.
 */
const mayHaveHappened = ({ remote }: WriteCommand, error: unknown): error is Error =>
  error instanceof Error &&
  !(error instanceof WhmcsRefusal && !(remote && isAmbiguousRefusal(error.reason))) &&
  !(error instanceof UnauthorizedError) &&
  !(error instanceof BusyError) &&
  !neverLeft(error);

/** The values of the secret parameters. */
const secretValues = (command: Command, params: unknown): unknown[] =>
  typeof params === 'object' && params !== null
    ? Object.entries(params).flatMap(([name, value]: [string, unknown]) =>
        command.secretParams?.includes(name) ? leaves(value) : [],
      )
    : [];

const leaves = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
