/** Entities for mutations to act on: rows of the simulated installation, cloned so that each test has its own. */
import type { World } from '../../src/simulator/index.ts';
import type { Stored, Table } from '../../src/simulator/world/table.ts';

type Row = Stored & Record<string, unknown>;

/** The table of a type: "Invoice" is stored in `invoices`. */
export function tableOf(world: World, typename: string): Table<Row> {
  const name = typename === 'ServiceAddon' ? 'addons' : `${typename.charAt(0).toLowerCase()}${typename.slice(1)}s`;
  const table: unknown = name in world ? world[name as keyof World] : undefined;
  if (table === undefined) throw new Error(`the simulator has no table ${name} for type ${typename}`);
  return table as Table<Row>;
}

/** Statuses that a small world may not have. */
const rare: Readonly<Record<string, readonly string[]>> = { Order: ['Cancelled'] };

/** One row of each status, oldest first: a mutation accepts at least one of them. */
export function prototypes(world: World, typename: string): Row[] {
  const byStatus = new Map<unknown, Row>();
  for (const row of tableOf(world, typename)) if (!byStatus.has(row['status'])) byStatus.set(row['status'], row);
  const [first] = byStatus.values();
  for (const status of rare[typename] ?? [])
    if (first && !byStatus.has(status)) byStatus.set(status, { ...first, status });
  return [...byStatus.values()].map((row) => structuredClone(row));
}

/** A copy of a client, for what ends it. */
export function cloneClient(world: World, { id: like }: Row): number {
  const client = world.clients.get(like);
  if (!client) throw new Error(`the simulator has no client ${like}`);
  const id = world.clients.nextId();
  world.addClient({ ...structuredClone(client), id, email: `copy.${id}@mail.example` });
  return id;
}

/** A copy of a row that belongs to the client. A client is not copied: it belongs to itself. */
export function clone(world: World, typename: string, like: Row, client: number): number {
  if (typename === 'Client') return client;
  const table = tableOf(world, typename);
  const id = table.nextId();
  const owned =
    typename === 'ServiceAddon'
      ? { userid: client, serviceid: world.services.of(client)[0]?.id }
      : table.owner && { [table.owner]: client };
  table.add({ ...structuredClone(like), id, ...owned });
  const owner = world.clients.get(client);
  if (typename === 'User' && owner) owner.otherUserIds = [...owner.otherUserIds, id];
  return id;
}

function withFirstCredential({ oauthCredentials }: World): void {
  const like = oauthCredentials.get(2);
  if (like && !oauthCredentials.get(1)) oauthCredentials.add({ ...like, id: 1 });
}

/** What has to be so before a mutation whose input names no entity: each time anew, because it ends that. */
const scenes: Readonly<Record<string, (world: World) => void>> = {
  oauthCredentialDelete: withFirstCredential,
  oauthCredentialUpdate: withFirstCredential,
  userLogin({ users }) {
    const [user] = users.all();
    if (user) user.email = 'nobody@mail.example';
  },
  moduleDeactivate: ({ paymentMethods }) => void (paymentMethods['mollie'] ??= 'Mollie'),
};

export const arrange = (world: World, mutation: string): void => scenes[mutation]?.(world);

/** The number of an entity that belongs to another client. */
export function foreign(world: World, typename: string, client: number): number {
  if (typename === 'Client') return client;
  const [like] = prototypes(world, typename);
  if (!like) throw new Error(`the simulator has nothing of type ${typename}`);
  return clone(world, typename, like, client);
}
