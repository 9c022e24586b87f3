import { decimal } from '../money.ts';
import { own } from '../own.ts';
import type { Client } from '../world/model.ts';
import type { World } from '../world/world.ts';
import type { Call } from './command.ts';
import { byText, same } from './page.ts';
import { columns, texts } from './row.ts';
import { list } from './table-command.ts';

export const GetClientGroups = list({
  from: ({ clientGroups }) => clientGroups,
  rows: 'groups.group',
  unpaged: true,
  row: (group, { wire }) => ({
    ...columns(group, 'id', 'groupcolour'),
    groupname: wire.text(group.groupname),
    discountpercent: decimal(group.discount),
    susptermexempt: group.susptermexempt ? 'on' : '',
    separateinvoices: group.separateinvoices ? 'on' : '',
  }),
});

const sortKeys: Readonly<Record<string, (client: Client) => string>> = {
  id: (client) => sortable(client.id),
  firstname: (client) => client.firstname.toLowerCase(),
  lastname: (client) => client.lastname.toLowerCase(),
  companyname: (client) => client.companyname.toLowerCase(),
  email: (client) => client.email.toLowerCase(),
  groupid: (client) => sortable(client.groupid),
  datecreated: (client) => client.datecreated,
  status: (client) => client.status,
};

/** Thin rows of eight fields. The filters are the status and a prefix search. */
export const GetClients = list({
  from: inOrder,
  rows: 'clients.client',
  where: { status: 'status', search: startsWith },
  row: (client, { wire }) => ({
    ...columns(client, 'id', 'email', 'datecreated', 'status'),
    ...texts(wire, client, 'firstname', 'lastname', 'companyname'),
    groupid: wire.wavering(client.groupid, client.id, 'groupid'),
    ...wire.extra(client.id, 'clients'),
  }),
});

function startsWith({ firstname, lastname, companyname, email }: Client, sent: string): boolean {
  const search = sent.toLowerCase();
  return [email, firstname, lastname, `${firstname} ${lastname}`, companyname].some((text) =>
    text.toLowerCase().startsWith(search),
  );
}

const remembered = new WeakMap<World, { revision: number; orders: Map<string, Client[]> }>();

/** Sorting 100,000 rows for every page would make the simulator slower than WHMCS; MySQL has indexes for it. */
function inOrder(world: World, { params }: Call): readonly Client[] {
  const orderby = params.text('orderby') ?? '';
  let memory = remembered.get(world);
  if (memory?.revision !== world.revision)
    remembered.set(world, (memory = { revision: world.revision, orders: new Map() }));
  let order = memory.orders.get(orderby);
  if (!order) memory.orders.set(orderby, (order = sorted(world.clients.all(), orderby)));
  return same(params.text('sorting') ?? '', 'desc') ? order.toReversed() : order;
}

function sorted(clients: Client[], orderby: string): Client[] {
  // By default WHMCS sorts by name, also where the column is unknown.
  const keyOf =
    own(sortKeys, orderby) ??
    ((client) => `${client.firstname}\0${client.lastname}\0${client.companyname}`.toLowerCase());
  const keyed = clients.map((client) => ({ client, key: keyOf(client) }));
  return keyed
    .toSorted((left, right) => byText(left.key, right.key) || left.client.id - right.client.id)
    .map(({ client }) => client);
}

function sortable(value: number): string {
  return String(value).padStart(12, '0');
}
