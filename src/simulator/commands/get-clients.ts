import type { Answer } from '../http/json.ts';
import { own } from '../own.ts';
import type { Client } from '../world/model.ts';
import type { World } from '../world/world.ts';
import type { Call } from './command.ts';
import { byText, pageOf, same } from './page.ts';

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

/** Thin rows: eight fields, and no filter but a prefix search and the status. */
export function getClients({ params, world, wire }: Call): Answer {
  const status = params.text('status') ?? '';
  const search = (params.text('search') ?? '').toLowerCase();
  const ordered = inOrder(world, params.text('orderby') ?? '');
  const down = same(params.text('sorting') ?? '', 'desc');
  const directed = down ? ordered.toReversed() : ordered;
  const wanted = directed.filter((client) => (status === '' || same(client.status, status)) && found(client, search));
  const { rows, total, start } = pageOf(wanted, params);
  return {
    totalresults: total,
    startnumber: start,
    numreturned: rows.length,
    ...wire.list(
      'clients',
      'client',
      rows.map((client) => ({
        id: client.id,
        firstname: wire.text(client.firstname),
        lastname: wire.text(client.lastname),
        companyname: wire.text(client.companyname),
        email: client.email,
        datecreated: client.datecreated,
        groupid: wire.wavering(client.groupid, client.id, 'groupid'),
        status: client.status,
        ...wire.extra(client.id, 'clients'),
      })),
      'list',
    ),
  };
}

function found(client: Client, search: string): boolean {
  if (search === '') return true;
  const { firstname, lastname, companyname, email } = client;
  return [email, firstname, lastname, `${firstname} ${lastname}`, companyname].some((text) =>
    text.toLowerCase().startsWith(search),
  );
}

const remembered = new WeakMap<World, { revision: number; orders: Map<string, Client[]> }>();

/** Sorting 100,000 rows for every page would make the simulator slower than WHMCS; MySQL has indexes for it. */
function inOrder(world: World, orderby: string): Client[] {
  let memory = remembered.get(world);
  if (memory?.revision !== world.revision)
    remembered.set(world, (memory = { revision: world.revision, orders: new Map() }));
  let order = memory.orders.get(orderby);
  if (!order) memory.orders.set(orderby, (order = sorted(world.clients.all(), orderby)));
  return order;
}

function sorted(clients: Client[], orderby: string): Client[] {
  // Unless told otherwise WHMCS sorts by name; an unknown column is as good as none.
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
