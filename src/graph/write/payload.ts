/** Payloads: the numbers of what a mutation changed, shown as the things that they are by then. */
import type { ObjectRef } from '@pothos/core';
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

/** The payload that shows things, and perhaps whether it had been done before. */
export function payloadOf({ name, description, things, alreadyDone }: PayloadOptions): ObjectRef<Types, Outcome> {
  return builder.objectRef<Outcome>(name).implement({
    description,
    fields: (t) => ({
      ...Object.fromEntries(
        Object.entries(things).map(([field, { noun, description: said, ownedBy }]) => [
          field,
          t.field({
            type: typeOf(noun),
            description: said ?? `The ${wordsFor(noun.typename)}, freshly read.`,
            resolve: (outcome, _, graph) => {
              const id = outcome[`${field}Id`];
              const owner = outcome[`${ownedBy}Id`];
              return typeof id === 'number'
                ? noun.doorIn(graph).byId(id, typeof owner === 'number' ? owner : null)
                : null;
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
