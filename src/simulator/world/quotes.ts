import { addMonths, dayFromEpoch } from '../clock.ts';
import { share, type Cents } from '../money.ts';
import { taxRateOf } from './billing.ts';
import type { Client, Quote, QuoteLine } from './model.ts';
import type { World } from './world.ts';

export const quoteStages = ['Draft', 'Delivered', 'On Hold', 'Accepted', 'Lost', 'Dead'] as const;

/** A quote before any field is filled in. */
export function blankQuote(id: number, today: string): Quote {
  return {
    id,
    userid: 0,
    subject: '',
    stage: 'Draft',
    validuntil: addMonths(today, 1),
    firstname: '',
    lastname: '',
    companyname: '',
    email: '',
    address1: '',
    address2: '',
    city: '',
    state: '',
    postcode: '',
    country: '',
    phonenumber: '',
    tax_id: '',
    currency: 1,
    subtotal: 0,
    tax1: 0,
    tax2: 0,
    total: 0,
    proposal: '',
    customernotes: '',
    adminnotes: '',
    datecreated: today,
    lastmodified: today,
    datesent: '',
    dateaccepted: '',
    lines: [],
  };
}

/** The amount of one line after its discount. */
export function lineAmount({ quantity, unitprice, discount }: QuoteLine): Cents {
  return Math.round(quantity * unitprice * (1 - discount / 10_000));
}

/** Sums the lines again. The tax follows from the client's country, so that a prospect pays none. */
export function recalculateQuote(world: World, quote: Quote): Quote {
  const sum = (lines: readonly QuoteLine[]): Cents => lines.reduce((total, line) => total + lineAmount(line), 0);
  const client = world.clients.get(quote.userid);
  quote.subtotal = sum(quote.lines);
  quote.tax1 = client ? share(sum(quote.lines.filter((line) => line.taxable)), taxRateOf(client)) : 0;
  quote.total = quote.subtotal + quote.tax1 + quote.tax2;
  return quote;
}

export function seedQuote(world: World, client: Client, stage: (typeof quoteStages)[number], age: number): Quote {
  const id = world.quotes.nextId();
  const day = dayFromEpoch(-age);
  return world.quotes.add(
    recalculateQuote(world, {
      ...blankQuote(id, day),
      userid: client.id,
      currency: client.currency,
      subject: `Move of "shop" & mail, no. ${id}`,
      stage,
      proposal: 'We move everything for you.\r\nIt takes a weekend.',
      customernotes: 'Prices hold for a month.',
      adminnotes: `STAFF-quote-note-${id}`,
      datesent: stage === 'Draft' ? '' : day,
      dateaccepted: stage === 'Accepted' ? dayFromEpoch(-age + 2) : '',
      lines: seedLines(world),
    }),
  );
}

/** Quotes to people without a client account; the second one is empty. */
export function addProspectQuotes(world: World): void {
  const prospects = [
    { firstname: 'Wanda', lastname: "O'Reilly", email: 'wanda@elsewhere.example', country: 'IE' },
    { firstname: '無名', lastname: '', email: '', country: '' },
  ];
  for (const [index, prospect] of prospects.entries()) {
    const quote = { ...blankQuote(world.quotes.nextId(), dayFromEpoch(-index - 1)), ...prospect };
    quote.subject = index === 0 ? 'Hosting for a bakery' : '';
    quote.lines = index === 0 ? seedLines(world) : [];
    world.quotes.add(recalculateQuote(world, quote));
  }
}

function seedLines(world: World): QuoteLine[] {
  const line = (description: string, quantity: number, unitprice: Cents, discount: number, taxable: boolean) => ({
    id: world.nextQuoteLineId(),
    description,
    quantity,
    unitprice,
    discount,
    taxable,
  });
  return [
    line('Migration <per site>', 3, 7500, 250, true),
    line('Care & monitoring', 1.5, 1999, 0, true),
    line('Postage', 1, 250, 0, false),
  ];
}
