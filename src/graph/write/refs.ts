/** The door of a mutation: whatever the input names is looked up before anything is sent. */
import { NotFoundError } from '../base/errors.ts';
import { named, numberOf } from '../base/global-id.ts';
import type { Door, Findable, FoundThing } from '../entity/findable.ts';
import type { WriteScope } from './write-scope.ts';
import { isRef, isRefs, nameIn, type Fields, type RefField } from './input-shape.ts';

/** What an input says, with the things that it names. */
export interface Found {
  readonly values: object;
  /** The thing to which it is done: the first that the input names. Its client owns the write. */
  readonly main: Main | null;
}

interface Main {
  readonly name: string;
  readonly thing: FoundThing;
  readonly door: Door<FoundThing>;
}

/**
 * @param read the input with the numbers of its things
 * @param given the input as it was given, whose global ids hint at owners
 * @throws NotFoundError where one of the things is not there for this viewer
 */
export async function throughDoor(fields: Fields, read: object, given: object, graph: WriteScope): Promise<Found> {
  const numbers: Readonly<Record<string, unknown>> = { ...read };
  const refs = Object.entries(fields).flatMap(([name, field]) => (isRef(field) ? [{ name, field }] : []));
  const lookUp = async (name: string, field: RefField): Promise<Main | null> => {
    const { noun } = field;
    const id = numbers[`${name}Id`];
    if (typeof id !== 'number') return null;
    return { name, thing: await foundBy(noun, id, graph, hintIn(name, field, given)), door: noun.doorIn(graph) };
  };
  const several = Object.entries(fields).flatMap(([name, field]) =>
    isRefs(field) ? numbersIn(numbers[name]).map((id) => foundBy(field.each, id, graph)) : [],
  );
  const looking = refs.map(({ name, field }) => lookUp(name, field));
  // Also where one is missing, all have been looked up when the caller is told.
  await Promise.allSettled([...looking, ...several]);
  await Promise.all(several);
  const found = await Promise.all(looking);
  const [main = null] = found;
  if (main) graph.session.found(main.thing.ownerId);
  return {
    main,
    values: { ...read, ...Object.fromEntries(found.flatMap((each) => (each ? [[each.name, each.thing]] : []))) },
  };
}

const numbersIn = (value: unknown): number[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];

/** The owner at whom the global id in an input hints; of a bare number the client that the input names beside it, or null. */
export function hintIn(name: string, field: RefField, given: object): number | null {
  const ids: Readonly<Record<string, unknown>> = { ...given };
  const id = ids[nameIn(name, field)];
  if (typeof id !== 'string') return null;
  const beside = field.ownerIn === null ? null : ids[field.ownerIn];
  return named(field.noun.typename, id).owner ?? (typeof beside === 'string' ? numberOf('Client', beside) : null);
}

/** The same with its thing as it is at this moment. */
export async function withFresh(found: Found, again: boolean): Promise<Found> {
  const { main, values } = found;
  if (!main) return found;
  const thing = await main.door.now(main.thing.whmcsId, again, main.thing.ownerId);
  if (!thing) throw missing(main.thing.typename);
  return { main: { ...main, thing }, values: { ...values, [main.name]: thing } };
}

/** One thing. @throws NotFoundError where there is none for this viewer */
async function foundBy<Thing extends FoundThing>(
  noun: Findable<Thing>,
  id: number,
  graph: WriteScope,
  hint: number | null = null,
): Promise<Thing> {
  const door = noun.doorIn(graph);
  // A list in memory may lack what was added since.
  const thing = await (door.isProvedByList ? door.now(id, false, hint) : door.byId(id, hint));
  if (!thing) throw missing(noun.typename);
  return thing;
}

const missing = (typename: string): NotFoundError => new NotFoundError(`There is no such ${wordsFor(typename)}.`);

/** "PayMethod" as people write it. */
export const wordsFor = (typename: string): string => typename.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

/** One thing for which a mutation is. @throws NotFoundError where there is none for this viewer */
export async function own<Thing extends FoundThing>(
  noun: Findable<Thing>,
  id: number,
  graph: WriteScope,
): Promise<Thing> {
  const thing = await foundBy(noun, id, graph);
  graph.session.found(thing.ownerId);
  return thing;
}
