/** Decodes WHMCS's JSON to the answer of a command, in our types. */
import { z } from 'zod';
import type { Answer, Command } from '../command.ts';
import { UnexpectedAnswerError } from '../errors.ts';
import { marked } from './keyed.ts';

export type Root = Readonly<Record<string, unknown>>;

/**
 * Decodes a successful answer with the command's schema; fields that it does not name are dropped.
 * @param root the parsed JSON, already known to be a success
 * @param status the HTTP status, for the error
 * @throws UnexpectedAnswerError if the answer cannot be understood; it names the place, never a value
 */
export function decode<C extends Pick<Command, 'name' | 'answer'>>(command: C, root: Root, status: number): Answer<C> {
  const result = z.safeParse<C['answer']>(command.answer, unflattened(root));
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const place = first?.path.join('.') || 'its root';
  throw new UnexpectedAnswerError(
    command.name,
    'shape',
    status,
    `WHMCS answered ${command.name} with an unexpected shape at ${place}: ${first?.message ?? 'unknown'}`,
  );
}

const flattened = /^([^[\]]+)((?:\[[^[\]]*\])+)$/;

/** No key of WHMCS is longer. */
const LONGEST_KEY = 200;

/** "emails[email][0][id]", as some documented samples print a list: nested again, with lists as objects keyed by number. */
export function unflattened(root: Root): Root {
  if (!Object.keys(root).some((key) => key.includes('['))) return root;
  const nested: Branch = new Map();
  const plain: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(root)) {
    const [, name, brackets] = key.length > LONGEST_KEY ? [] : (flattened.exec(key) ?? []);
    if (name === undefined || brackets === undefined) plain[key] = value;
    else graft(nested, [name, ...brackets.slice(1, -1).split('][')], value);
  }
  return { ...toObject(nested), ...plain };
}

/** A Map, so that no key of the answer can reach a prototype. */
type Branch = Map<string, unknown>;

function graft(branch: Branch, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    branch.set(key, value);
    return;
  }
  const known = branch.get(key);
  const next: Branch = known instanceof Map ? known : new Map();
  branch.set(key, next);
  graft(next, rest, value);
}

const toObject = (branch: Branch): Record<string, unknown> =>
  Object.fromEntries([...branch].map(([key, value]) => [marked(key), value instanceof Map ? toObject(value) : value]));
