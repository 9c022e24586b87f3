/** Payloads: the numbers of what a mutation changed, shown as the things that they are by then. */
import type { ObjectRef } from '@pothos/core';
import { bareId, globalId } from '../base/global-id.ts';
import type { FoundThing } from '../entity/findable.ts';
import { builder, type Types } from '../schema-kit/builder.ts';
import type { Noun } from './input-shape.ts';
import { revealedFields, type Outcome, type Reveal } from './reveal.ts';
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

/** A number of an answer in a payload. */
export interface ShownNumber {
  readonly as: 'ID' | 'Int';
  readonly description: string;
}

interface PayloadOptions {
  readonly name: string;
  readonly description: string;
  /** By the payload's field; the outcome has the number under its name with "Id". */
  readonly things: Readonly<Record<string, ShownThing | ShownNumber>>;
  /** What is said of the field that tells whether it had been done before; null where there is none. */
  readonly alreadyDone: string | null;
  readonly reveals: Reveal | null;
}

/** Pothos takes a class for a type too, and could not compute what its things are. */
function typeOf(noun: Noun): ObjectRef<Types, FoundThing>;
function typeOf(noun: unknown): unknown {
  return noun;
}

type PayloadBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, Outcome>;

const isNumber = (shown: ShownThing | ShownNumber): shown is ShownNumber => 'as' in shown;

const numberIn = (outcome: Outcome, name: string): number | null => {
  const number = outcome[name];
  return typeof number === 'number' ? number : null;
};

function numberField(t: PayloadBuilder, field: string, { as, description }: ShownNumber) {
  return as === 'ID'
    ? t.id({ description, resolve: (outcome) => bareId(numberIn(outcome, field)) })
    : t.int({ description, resolve: (outcome) => numberIn(outcome, field) });
}

function thingField(t: PayloadBuilder, field: string, { noun, description, ownedBy, gone }: ShownThing) {
  if (gone !== undefined)
    return t.id({
      nullable: false,
      description: description ?? `The global id of the deleted ${wordsFor(noun.typename)}.`,
      resolve: (outcome) =>
        globalId(noun.typename, numberIn(outcome, `${gone}Id`) ?? 0, numberIn(outcome, `${gone}Hint`)),
    });
  return t.field({
    type: typeOf(noun),
    description: description ?? `The ${wordsFor(noun.typename)}, freshly read.`,
    resolve: (outcome, _, graph) => {
      const id = numberIn(outcome, `${field}Id`);
      const owner = numberIn(outcome, `${ownedBy}Id`) ?? numberIn(outcome, `${field}Hint`);
      return id === null ? null : noun.doorIn(graph).byId(id, owner);
    },
  });
}

/** The payload that shows things and numbers, perhaps whether it had been done before, and what is revealed. */
export function payloadOf({
  name,
  description,
  things,
  alreadyDone,
  reveals,
}: PayloadOptions): ObjectRef<Types, Outcome> {
  return builder.objectRef<Outcome>(name).implement({
    description,
    fields: (t) => ({
      ...Object.fromEntries(
        Object.entries(things).map(([field, shown]) => [
          field,
          isNumber(shown) ? numberField(t, field, shown) : thingField(t, field, shown),
        ]),
      ),
      ...(alreadyDone !== null && {
        alreadyDone: t.boolean({
          nullable: false,
          description: alreadyDone,
          resolve: (outcome) => outcome['alreadyDone'] === true,
        }),
      }),
      ...(reveals && revealedFields(t, reveals)),
    }),
  });
}
