/** The statuses of orders. Hosts add their own. */
import { GetOrderStatuses } from '../../../whmcs/commands/orders.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';

rowsQuery('orderStatuses', {
  description: 'The statuses that orders can have, those of the host included.',
  type: 'OrderStatus',
  each: 'A status of orders.',
  command: GetOrderStatuses,
  rows: ({ statuses }) => statuses,
  fields: (f) => ({
    title: f.text('title', 'Its name, as `Order.status` has it.'),
    orderCount: f.count('count', 'How many orders have it.'),
  }),
  offered: 'staff',
});
