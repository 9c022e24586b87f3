import type { PhpForm } from '../http/php.ts';
import { centsOf } from '../money.ts';
import { sendMail } from '../world/mails.ts';
import type { Quote, QuoteLine } from '../world/model.ts';
import { blankQuote, quoteStages, recalculateQuote } from '../world/quotes.ts';
import type { World } from '../world/world.ts';
import { Refusal, write, type Call } from './command.ts';
import { scalar, toInt, truthy, type Params } from './params.ts';
import { localDay } from './local-day.ts';
import { details, quoteOf } from './quotes.ts';
import { remove } from './table-command.ts';

const texts = [...details, 'subject', 'proposal', 'customernotes', 'adminnotes'] as const;

/** WHMCS does not check that the client exists. */
export const CreateQuote = write((call) => {
  const { params, world } = call;
  if ((params.text('subject') ?? '') === '') throw new Refusal('Subject is required');
  refuseStage(params);
  if ((params.text('validuntil') ?? '') === '') throw new Refusal('Valid Until is required');
  const quote = blankQuote(world.quotes.nextId(), world.clock.now().slice(0, 10));
  change(quote, call);
  world.quotes.add(recalculateQuote(world, quote));
  return { quoteid: String(quote.id) };
});

/** Lines without an id are added each time. */
export const UpdateQuote = write((call) => {
  const quote = quoteOf(call);
  if (call.params.has('stage')) refuseStage(call.params);
  const { quotes } = call.world;
  // Quotes are indexed by client.
  const moves = call.params.has('userid') && call.params.int('userid') !== quote.userid;
  if (moves) quotes.delete(quote.id);
  change(quote, call);
  recalculateQuote(call.world, quote);
  if (moves) quotes.add(quote);
  return {};
});

function refuseStage(params: Params): void {
  const stage = params.text('stage') ?? '';
  if (!quoteStages.some((known) => known === stage)) throw new Refusal('Invalid Stage');
}

function change(quote: Quote, { params, world }: Call): void {
  for (const name of texts) quote[name] = params.text(name) ?? quote[name];
  quote.stage = params.text('stage') ?? quote.stage;
  if (params.has('userid')) quote.userid = params.int('userid');
  if (params.has('currency')) quote.currency = params.int('currency');
  quote.validuntil = localDay(params.text('validuntil')) ?? quote.validuntil;
  quote.datecreated = localDay(params.text('datecreated')) ?? quote.datecreated;
  quote.lastmodified = world.clock.now().slice(0, 10);
  for (const item of Object.values(params.serialized('lineitems') ?? {})) {
    if (typeof item === 'object') changeLine(quote, item, world);
  }
}

function changeLine(quote: Quote, item: PhpForm, world: World): void {
  const known = quote.lines.find(({ id }) => id === toInt(item['id']));
  const line: QuoteLine = known ?? {
    id: world.nextQuoteLineId(),
    description: '',
    quantity: 1,
    unitprice: 0,
    discount: 0,
    taxable: false,
  };
  if (item['desc'] !== undefined) line.description = scalar(item['desc']);
  if (item['qty'] !== undefined) line.quantity = Number(scalar(item['qty'])) || 0;
  if (item['up'] !== undefined) line.unitprice = centsOf(scalar(item['up']));
  if (item['discount'] !== undefined) line.discount = centsOf(scalar(item['discount']));
  if (item['taxable'] !== undefined) line.taxable = truthy(item['taxable']);
  if (!known) quote.lines.push(line);
}

export const DeleteQuote = remove(({ quotes }) => quotes, quoteOf);

export const SendQuote = write((call) => {
  const quote = quoteOf(call);
  const { world } = call;
  const to = world.clients.get(quote.userid)?.email ?? quote.email;
  sendMail(world, { to, template: 'Quote Delivery with PDF', clientid: quote.userid, relatedId: quote.id });
  quote.datesent = world.clock.now().slice(0, 10);
  quote.stage = 'Delivered';
  return {};
});
