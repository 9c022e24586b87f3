/** A declaration that compiles: each generated one differs from it by one mistake. */
import { GetQuotes } from '../../../../src/whmcs/commands/quotes.ts';
import { noun } from '../../../../src/graph/schema-kit/declare-noun.ts';

export const Right = noun('Right', {
  description: 'A quote.',
  list: {
    command: GetQuotes,
    rows: 'quotes',
    id: 'id',
    client: 'userid',
    filters: (filter) => ({ subject: filter.text('subject', 'Only those with this subject.') }),
  },
  fields: (f) => ({
    subject: f.text('subject', 'What it is about.'),
    validUntil: f.day('validuntil', 'The last day on which it holds.'),
    total: f.money('total', 'All lines, with tax.'),
  }),
});
