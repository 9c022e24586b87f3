/** Payloads: the numbers of what a mutation changed, shown as the things that they are by then. */
import type { ObjectRef } from '@pothos/core';
import { globalId } from '../base/global-id.ts';
import type { FoundThing } from '../entity/findable.ts';
import { builder, type Types } from '../schema-kit/builder.ts';
import type { Noun } from './input-shape.ts';
import { wordsFor } from './refs.ts';

/** A thing in a payload. */
export interface ShownThing {
  readonly noun: Noun;
  readonly description?: string | undefined;
  /** The thing of the outcome to which it belongs: the client in whose list it is looked up. */
  readonly ownedBy?: string | undefined;
  /** The name in the input of a thing that is deleted: its id is all that is left to show. */
  readonly gone?: string | undefined;
}

export type Outcome = Readonly<Record<string, unknown>>;

interface PayloadOptions {
  readonly name: string;
  readonly description: string;
  /** By the payload's field; the outcome has the number under its name with "Id". */
  readonly things: Readonly<Record<string, ShownThing>>;
  /** What is said of the field that tells whether it had been done before; null where there is none. */
  readonly alreadyDone: string | null;
}

/** Pothos takes a class for a type too, and could not compute what its things are. */
function typeOf(noun: Noun): ObjectRef<Types, FoundThing>;
function typeOf(noun: unknown): unknown {
  return noun;
}

const numberIn = (outcome: Outcome, name: string): number | null => {
  const number = outcome[name];
  return typeof number === 'number' ? number : null;
};

/** The payload that shows things, and perhaps whether it had been done before. */
export function payloadOf({ name, description, things, alreadyDone }: PayloadOptions): ObjectRef<Types, Outcome> {
  return builder.objectRef<Outcome>(name).implement({
    description,
    fields: (t) => ({
      ...Object.fromEntries(
        Object.entries(things).map(([field, { noun, description: said, ownedBy, gone }]) => [
          field,
          gone !== undefined
            ? t.id({
                nullable: false,
                description: said ?? `The global id of the deleted ${wordsFor(noun.typename)}.`,
                resolve: (outcome) =>
                  globalId(noun.typename, numberIn(outcome, `${gone}Id`) ?? 0, numberIn(outcome, `${gone}Hint`)),
              })
            : t.field({
                type: typeOf(noun),
                description: said ?? `The ${wordsFor(noun.typename)}, freshly read.`,
                resolve: (outcome, _, graph) => {
                  const id = numberIn(outcome, `${field}Id`);
                  return id === null ? null : noun.doorIn(graph).byId(id, numberIn(outcome, `${ownedBy}Id`));
                },
              }),
        ]),
      ),
      ...(alreadyDone !== null && {
        alreadyDone: t.boolean({
          nullable: false,
          description: alreadyDone,
          resolve: (outcome) => outcome['alreadyDone'] === true,
        }),
      }),
    }),
  });
}
