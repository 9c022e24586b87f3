/** Support departments: a short list, kept long. */
import type { Answer } from '../../../whmcs/command.ts';
import { GetSupportDepartments } from '../../../whmcs/commands/departments.ts';
import type { Scope } from '../../read/scope.ts';
import type { Account } from '../../base/entity.ts';
import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';
import { NotFoundError } from '../../base/errors.ts';
import { globalId } from '../../base/global-id.ts';
import { mayBeInList } from '../../entity/reference-list.ts';
import type { Session } from '../../read/session.ts';

type List = Answer<typeof GetSupportDepartments>;
type Row = List['departments'][number];

/** Also the departments to which the administrator behind the credential is not assigned. */
const everybodys = { ignore_dept_assignments: true } as const;

interface DepartmentFacts {
  name: string | null;
  awaitingReply: number | null;
  openTickets: number | null;
}

const rowFacts = (row: Row): DepartmentFacts => ({
  name: row.name ?? null,
  awaitingReply: row.awaitingreply ?? null,
  openTickets: row.opentickets ?? null,
});

/** A department of which perhaps only the number is known: a ticket's row tells no more. The rest costs the list. */
export class Department {
  readonly whmcsId: number;
  readonly #graph: Scope;
  readonly #known: Account<DepartmentFacts>;

  constructor(graph: Scope, id: number, known: Account<DepartmentFacts>) {
    this.#graph = graph;
    this.whmcsId = id;
    this.#known = known;
  }

  get globalId(): string {
    return globalId('TicketDepartment', this.whmcsId);
  }

  tell<F extends keyof DepartmentFacts>(fact: F): MaybePromise<DepartmentFacts[F] | null> {
    const told = this.#known[fact];
    if (told !== undefined) return told;
    return andThen(this.#graph.noun(Departments).row(this.whmcsId), (facts) => facts?.[fact] ?? null);
  }
}

/** Every ticket makes memory forget the list, because it counts them; which departments there are is remembered. */
function rowsIn({ departments }: List, session: Session): readonly Row[] {
  session.learnDepartments(departments.flatMap(({ id }) => id ?? []));
  return departments;
}

export class Departments {
  readonly #graph: Scope;

  constructor(graph: Scope) {
    this.#graph = graph;
  }

  /** GetSupportDepartments */
  all(): MaybePromise<Department[]> {
    return andThen(this.#rows(), (rows) =>
      rows.flatMap((row) => (row.id ? new Department(this.#graph, row.id, rowFacts(row)) : [])),
    );
  }

  /** A department by what is known of it. */
  of(id: number, known: Account<DepartmentFacts>): Department {
    return new Department(this.#graph, id, known);
  }

  /** By number; null where there is none. */
  byId(id: number): MaybePromise<Department | null> {
    return andThen(this.row(id), (facts) => facts && this.of(id, facts));
  }

  /** The list's row for a number; null where it has none. */
  row(id: number): MaybePromise<DepartmentFacts | null> {
    return andThen(this.#rows(), (rows) => {
      const row = rows.find((each) => each.id === id);
      return row ? rowFacts(row) : null;
    });
  }

  /**
   * The department that an input names.
   *
   * @throws NotFoundError where there is no such department
   */
  async check(id: number): Promise<void> {
    const { session } = this.#graph;
    if (session.knowsDepartment(id)) return;
    // There is at least one, so that an empty list tells nothing.
    const has = (list: List) => list.departments.length === 0 || rowsIn(list, session).some((row) => row.id === id);
    if (await mayBeInList(session, GetSupportDepartments, everybodys, has)) return;
    throw new NotFoundError('There is no such department.');
  }

  #rows(): MaybePromise<readonly Row[]> {
    const { session } = this.#graph;
    return andThen(session.read(GetSupportDepartments, everybodys), (list) => rowsIn(list, session));
  }
}
