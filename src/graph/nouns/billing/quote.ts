/** Quotes: offers to clients, and to people who are not clients yet. */
import { GetQuotes } from '../../../whmcs/commands/quotes.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';
import { Currency, currencyTold } from '../catalogue/currency.ts';
import { clientRowFacts } from '../clients/client-facts.ts';
import { QuoteRecipient } from './quote-recipient.type.ts';
import { QuoteStage, quoteStage } from './quote-stage.ts';
import { Clients } from '../clients/client.ts';

export const Quote = noun('Quote', {
  description: 'An offer to a client, or to a person who is not a client yet. WHMCS: GetQuotes.',
  list: {
    command: GetQuotes,
    rows: 'quotes',
    id: 'id',
    client: 'userid',
    order: 'newest first',
    filters: (filter) => ({
      stage: filter.enumOf(QuoteStage, 'stage', 'Only those in this stage.'),
      subject: filter.text('subject', 'Only those with this subject.'),
      createdOn: filter.day('datecreated', 'Only those that were made on this day.'),
      lastModifiedOn: filter.day('lastmodified', 'Only those that were last changed on this day.'),
      validUntil: filter.day('validuntil', 'Only those that hold until this day.'),
    }),
    staffRow: ({ stage }) => stage === null || stage === undefined || quoteStage.read(stage) === 'DRAFT',
    currency: { told: (row) => row.currency, find: currencyTold },
    tellsOthers: ({ userid, client }, askedOn, graph) => {
      if (client?.id) graph.noun(Clients).of(userid)?.learn(clientRowFacts(client), askedOn);
    },
  },
  fields: (f) => ({
    subject: f.text('subject', 'What it is about.'),
    stage: f.enumOf(QuoteStage, 'stage', 'Where it stands.'),
    createdOn: f.day('datecreated', 'When it was made.'),
    lastModifiedOn: f.day('lastmodified', 'When it was last changed.'),
    validUntil: f.day('validuntil', 'The last day on which it holds.'),
    sentOn: f.day('datesent', 'When it was sent to its recipient.'),
    acceptedOn: f.day('dateaccepted', 'When it was accepted.'),
    currency: f.named(Currency, 'The currency of its amounts.', (row) => row.currency, currencyTold),
    subtotal: f.money('subtotal', 'All lines, without tax.'),
    tax: f.money('tax1', 'The first tax.'),
    tax2: f.money('tax2', 'The second tax.'),
    total: f.money('total', 'All lines, with tax.'),
    proposal: f.text('proposal', 'The text above the lines.'),
    customerNotes: f.text('customernotes', 'The text below the lines, for the recipient.'),
    notes: f.staff(f.text('adminnotes', "Administrators' notes. Staff only.")),
    recipient: f.value(QuoteRecipient, 'The recipient, if that is not a client yet.', (row) => ({
      firstName: row.firstname ?? null,
      lastName: row.lastname ?? null,
      companyName: row.companyname ?? null,
      email: row.email ?? null,
      phoneNumber: row.phonenumber ?? null,
      taxId: row.tax_id ?? null,
      address: {
        line1: row.address1 ?? null,
        line2: row.address2 ?? null,
        city: row.city ?? null,
        state: row.state ?? null,
        stateCode: null,
        postcode: row.postcode ?? null,
        countryCode: row.country ?? null,
        country: null,
      },
    })),
    items: f.list((row) => row.items, 'Its lines.', {
      name: 'QuoteItem',
      description: 'A line of a quote.',
      fields: (item) => ({
        whmcsId: item.count('id', "WHMCS's number of the line."),
        description: item.text('description', 'What is offered.'),
        quantity: item.decimal('quantity', 'How many.'),
        unitPrice: item.money('unitprice', 'The price of one.'),
        discount: item.decimal('discount', 'What is taken off, in per cent.'),
        isTaxed: item.flag('taxable', 'Whether it is taxed.'),
      }),
    }),
  }),
});
export type Quote = ThingOf<typeof Quote>;
