/**
 * Global ids: the type, WHMCS's number and, for what a client owns, the client's number, as opaque text. The last is a hint, never
 * authority: a forged id shows no more than before.
 */
import { badInput } from './errors.ts';

export interface GlobalId {
  readonly type: string;
  readonly id: number;
  /**
   * The owner's number; for a transaction what finds it again (`i11`, `c30`, `t<reference>`), for a line its invoice's number, and for a
   * message, whose id has the ticket's number, its own.
   */
  readonly hint: string | null;
}

/** `hint` is the owner; an entity without an owner has none. */
export const globalId = (type: string, id: number | string, hint?: number | string | null): string =>
  Buffer.from(hint ? `${type}:${id}:${hint}` : `${type}:${id}`).toString('base64url');

/** An id as WHMCS's own number: of what has no type in the graph, and which several inputs take. */
export const bareId = (number: number | null): string | null => (number === null ? null : String(number));

/** Reads a global id, or answers null for anything else; WHMCS's numbers begin at 1. */
export function parseGlobalId(text: string): GlobalId | null {
  const [, type, id, hint] =
    /^([A-Z][A-Za-z]+):([1-9]\d{0,14})(?::(.+))?$/s.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  return type === undefined || id === undefined ? null : { type, id: Number(id), hint: hint ?? null };
}

/**
 * The number behind an argument for one type: its global id, or the bare number as text.
 *
 * @throws BAD_USER_INPUT for a global id of another type and for anything else
 */
export function numberOf(type: string, text: string): number {
  if (/^0*[1-9]\d{0,14}$/.test(text)) return Number(text);
  const parsed = parseGlobalId(text);
  if (parsed?.type === type) return parsed.id;
  const came = parsed ? `the id of a ${parsed.type}` : `"${text.slice(0, 40)}"`;
  throw badInput(`expected the id of a ${type} (its global id, or WHMCS's number as text), got ${came}`);
}

/** A thing as an argument names it: by number, and by the owner at whom its global id hints. */
export interface Named {
  readonly id: number;
  readonly owner: number | null;
}

/** As `numberOf`, with the hint of the global id. */
export function named(type: string, text: string): Named {
  const id = numberOf(type, text);
  const parsed = /^\d+$/.test(text) ? null : parseGlobalId(text);
  return { id, owner: parsed && ownerHinted(parsed) };
}

/** As `numberOf`, for an argument that may be left out. */
export const optionalNumberOf = (type: string, text: string | null | undefined): number | null =>
  text == null ? null : numberOf(type, text);

/** The number in a hint, or null. */
export const hintedNumber = (hint: string | null): number | null =>
  hint && /^[1-9]\d{0,14}$/.test(hint) ? Number(hint) : null;

/** The owner at whom an id hints, or null. */
export const ownerHinted = ({ hint }: GlobalId): number | null => hintedNumber(hint);
