/** The log of a client's credit. */
import { GetCredits } from '../../../whmcs/commands/credits.ts';
import { children } from '../../schema-kit/declare-rows.ts';
import { Client } from '../clients/client.ts';

children(Client, 'credits', {
  description: 'What was added to the credit of the client, and what it paid. `Client.credit` is the balance.',
  type: 'Credit',
  each: 'A change of the credit of a client.',
  command: GetCredits,
  params: ({ whmcsId }) => ({ clientid: whmcsId }),
  rows: ({ credits }) => credits,
  id: 'id',
  fields: (f) => ({
    on: f.day('date', 'The day of the change.'),
    description: f.text('description', 'What it was for.'),
    amount: f.money('amount', 'The amount; negative for credit that was used.'),
    recordId: f.id(
      'relid',
      "WHMCS's number of the record that it belongs to, such as an invoice; WHMCS does not tell its kind.",
    ),
  }),
  as: 'connection',
});
