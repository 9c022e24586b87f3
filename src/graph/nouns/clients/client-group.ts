/** Client groups: discounts and exceptions that several clients share. */
import { GetClientGroups } from '../../../whmcs/commands/client-groups.ts';
import { andThen } from '../../../maybe-promise.ts';
import { builder } from '../../schema-kit/builder.ts';
import { reference } from '../../schema-kit/declare-reference.ts';
import { staffOnly } from '../../schema-kit/staff.ts';
import { Client } from './client.ts';

export const ClientGroup = reference('ClientGroup', {
  description: 'A group of clients. WHMCS: GetClientGroups.',
  called: 'client group',
  list: { command: GetClientGroups, params: {}, rows: 'groups', id: 'id' },
  query: { name: 'clientGroups', description: 'All client groups. WHMCS: GetClientGroups.' },
  fields: (f) => ({
    name: f.text('groupname', 'Its name.'),
    colour: f.text('groupcolour', 'The colour in the admin area: "#28C99B".'),
    discountPercent: f.decimal('discountpercent', 'The discount on everything that its clients order.'),
    suspensionExempt: f.flag(
      'susptermexempt',
      'Whether services of its clients are never suspended or terminated automatically.',
    ),
    separateInvoices: f.flag(
      'separateinvoices',
      'Whether each service of its clients is billed on an invoice of its own.',
    ),
  }),
  offered: 'staff',
});

builder.objectField(Client, 'group', (t) =>
  t.field({
    type: ClientGroup,
    description: 'The group of the client; null if it is in none. Staff only. WHMCS: GetClientGroups.',
    resolve: staffOnly((client, _, graph) =>
      andThen(client.tell('groupId'), (id) => (id === null ? null : graph.noun(ClientGroup.Things).byName(id))),
    ),
  }),
);
