import { centsOf } from '../money.ts';
import { addInvoice, recalculate, type NewLine } from '../world/billing.ts';
import { sendMail } from '../world/mails.ts';
import { existing, Refusal, write } from './command.ts';
import type { Params } from './params.ts';

/** Lines are numbered parameters: `itemdescription1`, `itemamount1`, `itemtaxed1`. */
export const CreateInvoice = write(({ params, world }) => {
  const client = existing(world.clients.get(params.int('userid')), 'Client ID Not Found');
  const draft = params.flag('draft') || params.text('status') === 'Draft';
  if (draft && params.flag('sendinvoice'))
    throw new Refusal(
      'Cannot create and send a draft invoice in a single API request. Please create and send separately.',
    );
  const now = world.clock.now();
  const date = params.text('date') || now.slice(0, 10);
  const method = params.text('paymentmethod') ?? '';
  const known = Object.hasOwn(world.paymentMethods, method);
  const invoice = addInvoice(world, {
    client,
    at: now,
    duedate: params.text('duedate') || date,
    status: draft ? 'Draft' : params.text('status') || 'Unpaid',
    // An unknown method gives way to the client's own.
    paymentmethod: known ? method : client.defaultgateway || Object.keys(world.paymentMethods)[0] || '',
    lines: linesOf(params),
  });
  invoice.date = date;
  invoice.notes = params.text('notes') ?? '';
  if (params.has('taxrate')) invoice.taxrate = Math.round(Number(params.text('taxrate')) * 1000) || 0;
  if (params.has('taxrate2')) invoice.taxrate2 = Math.round(Number(params.text('taxrate2')) * 1000) || 0;
  recalculate(invoice);
  if (params.flag('sendinvoice'))
    sendMail(world, { to: client.email, template: 'Invoice Created', clientid: client.id, relatedId: invoice.id });
  return { invoiceid: String(invoice.id), status: invoice.status };
});

function linesOf(params: Params): NewLine[] {
  const numbers = Object.keys(params.form).flatMap((name) => /^itemdescription(\d+)$/.exec(name)?.[1] ?? []);
  return numbers
    .toSorted((left, right) => Number(left) - Number(right))
    .map((number) => ({
      type: '',
      relid: 0,
      description: params.text(`itemdescription${number}`) ?? '',
      amount: centsOf(params.text(`itemamount${number}`) ?? ''),
      taxed: params.flag(`itemtaxed${number}`),
    }));
}
