import { centsOf } from '../money.ts';
import { recalculate } from '../world/billing.ts';
import { sendMail } from '../world/mails.ts';
import type { Invoice } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { existing, Refusal, write } from './command.ts';
import { scalar, toInt, truthy, type Params } from './params.ts';

const statuses = new Set(['Draft', 'Unpaid', 'Paid', 'Cancelled', 'Refunded', 'Collections', 'Payment Pending']);
const contentParams = [
  'taxrate',
  'taxrate2',
  'date',
  'duedate',
  'itemdescription',
  'itemamount',
  'itemtaxed',
  'newitemdescription',
  'deletelineids',
];

export const UpdateInvoice = write(({ params, world, version }) => {
  const invoice = existing(world.invoices.get(params.int('invoiceid')), 'Invoice ID Not Found');
  refuseWhatMayNotChange(params, invoice, version);
  changeHead(params, invoice);
  changeLines(params, invoice, world);
  recalculate(invoice);
  changeStatus(params, invoice, world);
  invoice.updatedAt = world.clock.now();
  return { invoiceid: params.text('invoiceid') ?? '' };
});

/** Everything is validated before anything changes. */
function refuseWhatMayNotChange(params: Params, invoice: Invoice, version: string): void {
  const status = params.text('status') ?? '';
  if (status !== '' && !statuses.has(status)) throw new Refusal(`Invalid status ${status}`);
  if ((params.flag('publish') || params.flag('publishandsendemail')) && invoice.status !== 'Draft') {
    throw new Refusal('Invoice must be in Draft status to be published');
  }
  const maps = ['itemdescription', 'itemamount', 'itemtaxed'].map((name) => params.map(name));
  const lines = new Set(maps.flatMap((map) => Object.keys(map)));
  if ([...lines].some((line) => maps.some((map) => map[line] === undefined))) {
    throw new Refusal(
      'Missing Variables: itemdescription, itemamount and itemtaxed are required for each item being changed',
    );
  }
  // Since 9.0 an issued invoice is corrected by credit and debit notes only.
  if (parseInt(version, 10) >= 9 && invoice.status !== 'Draft' && contentParams.some((name) => params.has(name))) {
    throw new Refusal(`This is an ${invoice.status} Invoice. You cannot modify it once it has been issued.`);
  }
}

function changeHead(params: Params, invoice: Invoice): void {
  invoice.paymentmethod = params.text('paymentmethod') || invoice.paymentmethod;
  invoice.date = params.text('date') || invoice.date;
  invoice.duedate = params.text('duedate') || invoice.duedate;
  const paid = params.text('datepaid') ?? '';
  if (paid !== '') invoice.datepaid = paid.length === 10 ? `${paid} 00:00:00` : paid;
  invoice.notes = params.text('notes') ?? invoice.notes;
  // A rate of 0 counts as not sent; callers send 0.000001, which is rounded to zero.
  invoice.taxrate = rate(params.text('taxrate')) ?? invoice.taxrate;
  invoice.taxrate2 = rate(params.text('taxrate2')) ?? invoice.taxrate2;
  if (params.has('credit')) invoice.credit = centsOf(params.text('credit') ?? '');
}

function rate(text: string | undefined): number | undefined {
  const percent = Number.parseFloat(text ?? '');
  return Number.isFinite(percent) && percent !== 0 ? Math.round(percent * 1000) : undefined;
}

/** Lines of other invoices and unknown lines are ignored. */
function changeLines(params: Params, invoice: Invoice, world: World): void {
  const descriptions = params.map('itemdescription');
  for (const line of invoice.lines) {
    if (descriptions[line.id] === undefined) continue;
    line.description = scalar(descriptions[line.id]);
    line.amount = centsOf(scalar(params.map('itemamount')[line.id]));
    line.taxed = truthy(params.map('itemtaxed')[line.id]);
  }
  for (const [index, description] of Object.entries(params.map('newitemdescription'))) {
    const amount = centsOf(scalar(params.map('newitemamount')[index]));
    const taxed = truthy(params.map('newitemtaxed')[index]);
    invoice.lines.push({ id: world.nextLineId(), type: '', relid: 0, description: scalar(description), amount, taxed });
  }
  const deleted = new Set(Object.values(params.map('deletelineids')).map(toInt));
  invoice.lines = invoice.lines.filter((line) => !deleted.has(line.id));
}

function changeStatus(params: Params, invoice: Invoice, world: World): void {
  const publish = params.flag('publish') || params.flag('publishandsendemail');
  const status = publish ? 'Unpaid' : params.text('status') || invoice.status;
  const now = world.clock.now();
  if (status === 'Paid' && invoice.status !== 'Paid' && invoice.datepaid === '') invoice.datepaid = now;
  if (status === 'Cancelled' && invoice.status !== 'Cancelled') invoice.dateCancelled = now;
  if (status === 'Refunded' && invoice.status !== 'Refunded') invoice.dateRefunded = now;
  invoice.status = status;
  if (!params.flag('publishandsendemail')) return;
  const to = world.clients.get(invoice.userid)?.email ?? '';
  sendMail(world, { to, template: 'Invoice Created', clientid: invoice.userid, relatedId: invoice.id });
}
