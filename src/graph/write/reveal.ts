/**
 * Secrets of an answer that a payload shows once. They stand beside the outcome and never in it: the journal keeps the outcome, and a
 * repeated request is answered from there, without them.
 */
import type { Types } from '../schema-kit/builder.ts';
import type { Row } from '../schema-kit/columns.ts';
import {
  factNamed,
  factsIn,
  viewsOf,
  type FactHolder,
  type FieldBuilder,
  type FieldRef,
  type Fields,
  type RowView,
} from '../schema-kit/declared-field.ts';
import { FieldKit } from '../schema-kit/field-kit.ts';

/** An answer, as fields show it. */
class Answered implements FactHolder {
  readonly ownerId = null;
  readonly currency = null;
  readonly #view: RowView | null;

  /** @param view null where the answer is not shown again */
  constructor(view: RowView | null) {
    this.#view = view;
  }

  tell(fact: string): unknown {
    return this.#view?.[fact] ?? null;
  }

  known(fact: string): unknown {
    return this.tell(fact);
  }

  askedOn(): number {
    return 0;
  }
}

const unshown = new Answered(null);
const shown = new WeakMap<object, Answered>();

/** What a mutation reveals. */
export interface Reveal {
  readonly fields: Fields<Row>;
  /** Keeps an answer beside the outcome of the request that got it. */
  keep(outcome: object, answer: unknown): void;
}

const isRow = (answer: unknown): answer is Row => typeof answer === 'object' && answer !== null;

export function revealOf<R>(declare: (f: FieldKit<R>) => Fields<R>): Reveal;
export function revealOf(declare: (f: FieldKit<Row>) => Fields<Row>): Reveal {
  const fields = declare(new FieldKit<Row>());
  const view = viewsOf(factsIn(fields));
  return {
    fields,
    keep(outcome, answer) {
      if (isRow(answer)) shown.set(outcome, new Answered(view(answer)));
    },
  };
}

/** An outcome without what was revealed beside it, for a request that joins the one that was answered. */
export const unrevealed = <O extends object>(outcome: O): O => ({ ...outcome });

/** What a mutation did, in numbers: as the journal keeps it and the payload shows it. */
export type Outcome = Readonly<Record<string, unknown>>;

type PayloadBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, Outcome>;

/** The resolvers below find the answer of an outcome. */
function ofAnswer(t: PayloadBuilder): FieldBuilder;
function ofAnswer(t: unknown): unknown {
  return t;
}

/** The fields of a payload that show an answer. */
export const revealedFields = (t: PayloadBuilder, { fields }: Reveal): Record<string, FieldRef> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.declare(ofAnswer(t), {
        options: { description: field.description },
        told: (show) => (outcome, _, graph) => {
          const answer = shown.get(outcome) ?? unshown;
          return show(answer.tell(factNamed(name, field)), answer, graph);
        },
      }),
    ]),
  );
