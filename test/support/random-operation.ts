/** Random valid operations from the schema, about entities of a simulated installation, both existing and missing. */
import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isNonNullType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { globalId } from '../../src/graph/base/global-id.ts';
import { cursorAt } from '../../src/graph/read/paging.ts';
import type { World } from '../../src/simulator/index.ts';

/** A random integer from 0 to `limit` - 1. */
export type Draw = (limit: number) => number;

const DEEPEST = 7;

/** The entity type that an argument names, by the argument's own name where that says more than its field. */
const typesNamed: Readonly<Record<string, string>> = {
  clientId: 'Client',
  invoiceId: 'Invoice',
  productId: 'Product',
  departmentId: 'TicketDepartment',
  groupId: 'ProductGroup',
};

const kindsWithNodes = ['Client', 'Service', 'Domain', 'Invoice', 'Order', 'Ticket', 'Product', 'Transaction'];

export class RandomOperation {
  readonly #schema: GraphQLSchema;
  readonly #world: World;
  readonly #draw: Draw;

  constructor(schema: GraphQLSchema, world: World, draw: Draw) {
    this.#schema = schema;
    this.#world = world;
    this.#draw = draw;
  }

  query(): string {
    return `query ${this.#fields(this.#schema.getQueryType(), 0, 1 + this.#draw(3))}`;
  }

  /** A mutation with a random selection of its payload. */
  mutation(): string {
    const of = (type: string) => JSON.stringify(this.#bare(type));
    const inputs: Record<string, string> = {
      serviceSuspend: `serviceId: ${of('Service')}`,
      serviceUnsuspend: `serviceId: ${of('Service')}, ifStatus: SUSPENDED`,
      clientUpdate: `id: ${of('Client')}, phoneNumber: "+44 20 7946 0000"`,
      invoicePaymentAdd: `invoiceId: ${of('Invoice')}, transactionId: "T${this.#draw(1e6)}", gateway: "banktransfer"`,
      ticketReplyAdd: `ticketId: ${of('Ticket')}, message: "Yes.", adminUsername: "morgan"`,
      ticketOpen: `clientId: ${of('Client')}, departmentId: "1", subject: "Hello", message: "Hello."`,
      orderAccept: `orderId: ${of('Order')}, ifStatus: "Pending"`,
      invoiceUpdate: `invoiceId: ${of('Invoice')}, paymentMethod: "paypal"`,
      orderAdd: `clientId: ${of('Client')}, paymentMethod: "stripe", products: [{ productId: "1" }, { productId: "2" }]`,
    };
    const [name, input] = this.#one(Object.entries(inputs));
    const field = this.#schema.getMutationType()?.getFields()[name];
    return `mutation { ${name}(input: { ${input} }) ${field ? this.#selection(getNamedType(field.type), 1) : ''} }`;
  }

  #fields(type: GraphQLNamedType | undefined | null, depth: number, count: number): string {
    if (!isObjectType(type)) return '';
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        (depth < DEEPEST || isLeafType(getNamedType(field.type))) &&
        // Under a list, a field that calls another system is refused before anything is sent.
        field.extensions['remote'] === undefined,
    );
    const chosen = Array.from({ length: count }, (_, index) => {
      const field = fields.length > 0 ? this.#one(fields) : undefined;
      return field ? `f${index}: ${this.#field(type, field, depth)}` : '__typename';
    });
    return `{ ${chosen.join(' ')} }`;
  }

  #field(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, depth: number): string {
    const shown = getNamedType(field.type);
    return `${field.name}${this.#args(parent, field)} ${isLeafType(shown) ? '' : this.#selection(shown, depth + 1)}`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (!isAbstractType(type)) return this.#fields(type, depth, 1 + this.#draw(depth < 3 ? 4 : 3));
    const parts = this.#schema
      .getPossibleTypes(type)
      .map((possible) => `... on ${possible.name} ${this.#fields(possible, depth, 1 + this.#draw(3))}`);
    // The same alias on several types requires the same type.
    return `{ __typename ${parts.map((part, index) => part.replaceAll(/\bf(\d+):/g, `f$1${'x'.repeat(index)}:`)).join(' ')} }`;
  }

  #args(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): string {
    const others = field.args.filter(({ name }) => !['first', 'last', 'after', 'before', 'offset'].includes(name));
    const given = this.#chosen(parent, field, others).map((arg) => `${arg.name}: ${this.#value(field, arg)}`);
    if (others.length < field.args.length) given.push(...this.#page());
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  #chosen(
    { name: parent }: GraphQLObjectType,
    { name }: GraphQLField<unknown, unknown>,
    args: GraphQLArgument[],
  ): GraphQLArgument[] {
    if (args.length === 0) return [];
    // By exactly one of the arguments, or by at least one.
    if (parent === 'Query' && ['client', 'ticket', 'transactions'].includes(name)) return [this.#one(args)];
    return args.filter(({ type }) => isNonNullType(type) || this.#draw(4) === 0);
  }

  #page(): string[] {
    const size = this.#draw(9);
    const windows = [
      [`first: ${size}`],
      [`first: ${size}`],
      [],
      [`last: ${size}`],
      [`first: ${size}`, `offset: ${this.#draw(20)}`],
      [`first: ${size}`, `after: "${cursorAt(this.#draw(20))}"`],
      [`last: ${size}`, `before: "${cursorAt(this.#draw(20))}"`],
    ];
    return this.#one(windows);
  }

  #value(field: GraphQLField<unknown, unknown>, { name, type }: GraphQLArgument): string {
    if (name === 'ids') return JSON.stringify(Array.from({ length: this.#draw(12) }, () => this.#global()));
    if (field.name === 'node') return JSON.stringify(this.#global());
    const idOf = typesNamed[name] ?? (name === 'id' ? getNamedType(field.type).name : undefined);
    if (idOf !== undefined) return JSON.stringify(this.#draw(2) === 0 ? this.#bare(idOf) : this.#global(idOf));
    return this.#input(name, type);
  }

  #input(name: string, type: GraphQLInputType): string {
    const named = getNamedType(type);
    if (isEnumType(named)) return this.#one(named.getValues()).name;
    if (isInputObjectType(named))
      return `{ ${Object.values(named.getFields())
        .map((field) => `${field.name}: ${this.#input(field.name, field.type)}`)
        .join(', ')} }`;
    if (named.name === 'Date') return JSON.stringify(`2026-0${1 + this.#draw(9)}-15`);
    return JSON.stringify(this.#text(name));
  }

  #text(name: string): string {
    const { clients, tickets, services, domains, transactions } = this.#world;
    const texts: Record<string, () => string | undefined> = {
      email: () => this.#row(clients)?.email,
      number: () => this.#row(tickets)?.tid,
      domainName: () => this.#row(services)?.domain,
      username: () => this.#row(services)?.username,
      name: () => this.#row(domains)?.domainname,
      transactionId: () => this.#row(transactions)?.transid,
      status: () => this.#one(['Open', 'Answered', 'Closed', 'Active', 'Pending', 'Awaiting Reply']),
      search: () => this.#one(['a', 'Ma', 'o']),
      subject: () => this.#one(['a', 'ing']),
      module: () => 'cpanel',
    };
    return texts[name]?.() || 'nothing';
  }

  #row<Row>(table: Iterable<Row>): Row | undefined {
    const rows = [...table];
    return rows[this.#draw(rows.length)];
  }

  /** The number of an entity of the type; now and then of one that does not exist. */
  #thing(type: string): { readonly id: number; readonly owner: number } {
    const { clients, services, domains, invoices, orders, tickets, transactions } = this.#world;
    const owners: Record<string, () => { id: number; userid?: number; clientid?: number } | undefined> = {
      Client: () => this.#row(clients),
      Service: () => this.#row(services),
      Domain: () => this.#row(domains),
      Invoice: () => this.#row(invoices),
      Order: () => this.#row(orders),
      Ticket: () => this.#row(tickets),
      Transaction: () => this.#row(transactions),
    };
    const thing = this.#draw(8) === 0 ? undefined : owners[type]?.();
    const fallback = owners[type] ? 999_000 : 0;
    return { id: thing?.id ?? fallback + 1 + this.#draw(9), owner: thing?.userid ?? thing?.clientid ?? 0 };
  }

  #bare(type: string): string {
    return String(this.#thing(type).id);
  }

  /** With a hint that is right, wrong or missing. */
  #global(type = this.#one(kindsWithNodes)): string {
    const { id, owner } = this.#thing(type);
    if (type === 'Client' || type === 'Product' || typesNamed[`${type}Id`] === type) return globalId(type, id);
    const hint = this.#one([owner, owner, 1 + this.#draw(9), null]);
    return globalId(type, id, type === 'Transaction' && hint ? `c${hint}` : hint);
  }

  #one<T>(choices: readonly T[]): T {
    const choice = choices[this.#draw(choices.length)];
    if (choice === undefined) throw new Error('nothing to choose from');
    return choice;
  }
}
