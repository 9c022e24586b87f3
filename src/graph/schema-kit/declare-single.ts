/** Declares a single entity, such as the installation: the command that reports it, and the columns to show. */
import type { Answer, Params, ReadCommand } from '../../whmcs/command.ts';
import { andThen } from '../../maybe-promise.ts';
import { scopeOf } from '../read/scope.ts';
import { builder } from './builder.ts';
import type { Row } from './columns.ts';
import { declared, factsIn, viewsOf, type Fields, type RowView, type FactHolder } from './declared-field.ts';
import { FieldKit } from './field-kit.ts';

interface Declaration<C extends ReadCommand, R> {
  readonly description: string;
  readonly command: C;
  readonly params: Params<C>;
  /** The part of the answer that reports the thing; null if WHMCS does not report it. */
  readonly row: (answer: Answer<C>) => R | null;
  readonly query: { readonly name: string; readonly description: string };
  readonly fields: (f: FieldKit<R>) => Fields<R>;
}

/** The one thing, as its answer reports it. */
class Single implements FactHolder {
  readonly ownerId = null;
  readonly currency = null;
  readonly #view: RowView;

  constructor(view: RowView) {
    this.#view = view;
  }

  tell(fact: string): unknown {
    return this.#view[fact];
  }

  known(fact: string): unknown {
    return this.#view[fact];
  }

  askedOn(): number {
    return 0;
  }
}

export function single<C extends ReadCommand, R extends Row>(typename: string, declaration: Declaration<C, R>): void {
  const { description, command, params, row, query, fields } = declaration;
  const columns = fields(new FieldKit<R>());
  const view = viewsOf(factsIn(columns));
  const type = builder.objectRef<FactHolder>(typename).implement({
    description,
    fields: (t) => Object.fromEntries(Object.entries(columns).map(([name, each]) => [name, declared(t, name, each)])),
  });
  builder.queryField(query.name, (t) =>
    t.field({
      type,
      description: query.description,
      resolve: (_, __, graph) =>
        andThen(scopeOf(graph).session.read(command, params), (answer) => {
          const reported = row(answer);
          return reported && new Single(view(reported));
        }),
    }),
  );
}
