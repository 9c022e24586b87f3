/** call(command, params): the whole journey of a call. */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { monotonic } from '../monotonic.ts';
import type { Answer, Command, Params, WriteCommand } from './command.ts';
import { chooser, listed, type Credential, type Credentials } from './credentials.ts';
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
  /** What an answer may have of bytes and rows; the usual where nothing is said. */
  readonly answers?: AnswerLimits | undefined;
  /** Called for what an operator should know although the call succeeded. */
  readonly onWarning?: (command: string, message: string) => void;
  /** Told of every request to WHMCS when it has ended, however it ended. */
  readonly onEnded?: (request: EndedRequest) => void;
  /** Told of every call when it has ended, retries and waiting included. */
  readonly onCalled?: (call: EndedCall) => void;
}

/** One request to WHMCS, retries apart: each is a request of its own. */
export interface EndedRequest {
  readonly command: string;
  readonly ms: number;
  /** Why it failed, or null. */
  readonly error: unknown;
}

/** One call, with all its requests; none where nothing was sent. */
export interface EndedCall extends EndedRequest {
  readonly kind: Command['kind'];
  readonly attempts: number;
}

/** Who pays for a call: told of each request that is sent to WHMCS, retries included. */
export interface Meter {
  called(command: string): void;
  /** The request that was just told of never left: no connection was to be had. */
  unsent(command: string): void;
}

/** For calls that no operation pays for. */
export const uncounted: Meter = { called: () => undefined, unsent: () => undefined };

/** What a call needs to know of the operation behind it. */
export interface Ask {
  readonly signal: AbortSignal;
  readonly meter: Meter;
  /** Never retried: who probes wants to know how things are, not to get an answer. */
  readonly once?: boolean;
  /** In which lane the call queues; interactive where nothing is said. */
  readonly turn?: LaneTicket;
}

/** An answer, and how many characters it had on the wire. */
export interface Reply<C extends Command> {
  readonly answer: Answer<C>;
  readonly size: number;
  /** How long WHMCS took, without waiting for a turn. */
  readonly ms: number;
}

export interface WhmcsClient {
  /**
   * Asks or tells WHMCS.
   *
   * @throws a WhmcsError (see errors.ts); NoCredentialError and CircuitOpenError before anything is sent; for a write whose answer was lost after its first byte left, or says that a server behind WHMCS gave none, UnknownOutcomeError
   */
  call<C extends Command>(command: C, params: Params<C>, ask: Ask): Promise<Reply<C>>;
  /** Whether a credential allows the command: others are refused before anything is sent. */
  allows(command: Command): boolean;
  /** The form that a call would send, without the credential: the identity of a question. */
  form(command: Command, params: unknown): string;
  readonly load: Load;
  close(): Promise<void>;
}

/** Warnings that tell something else each time are not worth a line each. */
const MOST_WARNINGS = 100;

/** The client of one WHMCS installation: each command goes out on one credential, and all of them share the limit. */
export function whmcsClient(
  options: WhmcsClientOptions,
  http: Http = undiciHttp(options.url, options.maxConcurrency),
): WhmcsClient {
  const layers = chain(options);
  const limits = options.answers ?? ANSWER_LIMITS;
  const credentials = listed(options);
  const credentialFor = chooser(credentials);
  const standings = new Map(credentials.map((credential) => [credential, standing(credential)]));
  /** The looks at whether a credential is let in that are under way. */
  const looks = new Map<Credential, Promise<unknown>>();
  /** What WHMCS warned of, with the command: it does so with every answer, and is heard once. */
  const heard = new Set<string>();
  const form = (command: Command, params: unknown): string => encodeForm(checked(command, params));

  /** Finds out by another command whether the refusal of one is a refusal of the credential. Never rejects. */
  const lookFrom = (command: Command, credential: Credential, ask: Ask): Promise<unknown> => {
    const other = probes.find((each) => each.name !== command.name && credentialFor(each) === credential);
    const look =
      looks.get(credential) ??
      (other ? send(other, other.probe, credential, { ...ask, once: true }) : Promise.resolve()).catch(() => undefined);
    looks.set(credential, look);
    return look.finally(() => looks.delete(credential));
  };

  const send = async <C extends Command>(
    command: C,
    params: Params<C>,
    credential: Credential,
    { meter, ...how }: Ask,
  ): Promise<Reply<C>> => {
    const { identifier, secret } = credential;
    const known = standings.get(credential) ?? standing(credential);
    // The credential stands last, so that no parameter can take its place.
    const body = encodeForm({
      ...checked(command, params),
      identifier,
      secret,
      accesskey: options.accessKey,
      action: command.name,
      responsetype: 'json',
    });
    const clean = redactor([identifier, secret, options.accessKey, ...secretValues(command, params)]);
    let begun = false;
    try {
      return await layers.run(
        command,
        async (deadline, landed) => {
          begun = true;
          meter.called(command.name);
          const startedAt = monotonic();
          let failure: unknown = null;
          try {
            const answer = await http.post(command.name, body, deadline, bytesFor(command, limits));
            if (answer.status === 200) {
              // WHMCS is free: what waits goes before this answer, and those that came with it, are read.
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
            const told = warningIn(root);
            const warning = told === undefined ? undefined : clean(told);
            if (warning !== undefined && heard.size < MOST_WARNINGS && !heard.has(`${command.name} ${warning}`)) {
              heard.add(`${command.name} ${warning}`);
              options.onWarning?.(command.name, `WHMCS warns: ${warning}`);
            }
            return {
              answer: await decodeInTurns(command, root, answer, limits.rows),
              size: answer.text.length,
              ms: monotonic() - startedAt,
            };
          } catch (error) {
            failure = known.weigh(command, error);
            if (neverLeft(failure)) meter.unsent(command.name);
            throw failure;
          } finally {
            options.onEnded?.({ command: command.name, ms: monotonic() - startedAt, error: failure });
          }
        },
        how,
      );
    } catch (error) {
      throw command.kind === 'write' && begun && mayHaveHappened(command, error)
        ? new LostAnswer(command.name, error)
        : error;
    }
  };

  /** What a failure means: an unclear one of a credential that was never let in is weighed once another command was asked. */
  const weighed = async (command: Command, credential: Credential, ask: Ask, error: unknown): Promise<unknown> => {
    const known = standings.get(credential);
    if (!known?.isLookDue || !isUnclear(command, error)) return error;
    await lookFrom(command, credential, ask);
    return known.weigh(command, error);
  };

  return {
    allows: (command) => credentialFor(command) !== undefined,
    form,
    load: layers.load,
    close: () => http.close(),
    async call(command, params, ask) {
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
 * Whether WHMCS may have done a write although no clear answer came: whatever went wrong after it was begun, except for WHMCS's own
 * "no" and a connection that never was. Where it only passes on that another system gave no answer, that is no "no": modules wait for
 * seconds, and servers were made minutes after them.
 */
const mayHaveHappened = ({ remote }: WriteCommand, error: unknown): error is Error =>
  error instanceof Error &&
  !(error instanceof WhmcsRefusal && !(remote && isAmbiguousRefusal(error.reason))) &&
  !(error instanceof UnauthorizedError) &&
  !(error instanceof BusyError) &&
  !neverLeft(error);

/** The values of the parameters that must never be written down. */
const secretValues = (command: Command, params: unknown): unknown[] =>
  typeof params === 'object' && params !== null
    ? Object.entries(params).flatMap(([name, value]: [string, unknown]) =>
        command.secretParams?.includes(name) ? leaves(value) : [],
      )
    : [];

const leaves = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
