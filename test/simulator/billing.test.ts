import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T23:30:00Z'), timezone: 'Asia/Tokyo' });
});
afterAll(() => whmcs.simulator.close());

const lastMail = () => whmcs.simulator.world.mails.all().at(-1);

describe('AddInvoicePayment', () => {
  const pay = (invoiceid: number, fields = {}) =>
    whmcs.call('AddInvoicePayment', { invoiceid, transid: 'T1', gateway: 'paypal', noemail: 1, ...fields });

  it('pays a part, then the rest, then turns the same payment into credit', async () => {
    const world = whmcs.simulator.world;
    const invoice = world.invoices.get(1002)!;
    await pay(1002, { amount: '10.00', fees: '0.30', date: '2026-11-02 10:00:00' });
    expect(invoice.status).toBe('Unpaid');
    expect(world.payments(1002).at(-1)).toMatchObject({
      amountin: 1000,
      fees: 30,
      date: '2026-11-02 10:00:00',
      transid: 'T1',
    });
    await pay(1002);
    expect(invoice).toMatchObject({ status: 'Paid', datepaid: '2026-11-06 08:30:00' });
    expect(await whmcs.call('GetInvoice', { invoiceid: 1002 })).toMatchObject({ balance: '0.00' });
    const credit = world.clients.get(1)!.credit;
    await pay(1002, { amount: '10.00' });
    expect(world.clients.get(1)!.credit).toBe(credit + 1000);
    expect(world.payments(1002)).toHaveLength(3);
  });

  it('refuses a missing invoice and a cancelled one', async () => {
    expect(await whmcs.refusal('AddInvoicePayment', { invoiceid: 1 })).toBe('Invoice ID Not Found');
    expect(await whmcs.refusal('AddInvoicePayment', { invoiceid: 1004 })).toBe(
      'It is not possible to add a payment to an invoice that is Cancelled',
    );
  });
});

describe('UpdateInvoice', () => {
  it('changes, adds and removes lines, and updates the totals', async () => {
    const invoice = whmcs.simulator.world.invoices.get(1005)!;
    const [first, second] = invoice.lines;
    const changed = {
      [`itemdescription[${first?.id}]`]: 'A & B',
      [`itemamount[${first?.id}]`]: '100',
      [`itemtaxed[${first?.id}]`]: 1,
    };
    const fields = {
      ...changed,
      'newitemdescription[0]': 'New',
      'newitemamount[0]': '5.5',
      'newitemtaxed[0]': 0,
      'deletelineids[0]': second?.id ?? 0,
      credit: '1',
      taxrate2: '1.5',
      taxrate: 0,
    };
    expect(await whmcs.call('UpdateInvoice', { invoiceid: 1005, ...fields })).toEqual({
      result: 'success',
      invoiceid: '1005',
    });
    expect(invoice.lines.map(({ description, amount, taxed }) => [description, amount, taxed])).toContainEqual([
      'A & B',
      10_000,
      true,
    ]);
    expect(invoice.lines.some(({ id }) => id === second?.id)).toBe(false);
    const taxable = invoice.lines.filter(({ taxed }) => taxed).reduce((sum, { amount }) => sum + amount, 0);
    expect(invoice).toMatchObject({
      taxrate: 23_000,
      tax: Math.round(taxable * 0.23),
      tax2: Math.round(taxable * 0.015),
      credit: 100,
    });
    expect(invoice.total).toBe(invoice.subtotal + invoice.tax + invoice.tax2 - 100);
  });

  it('publishes a draft once', async () => {
    await whmcs.call('UpdateInvoice', { invoiceid: 1005, publishandsendemail: 1 });
    expect(whmcs.simulator.world.invoices.get(1005)?.status).toBe('Unpaid');
    expect(lastMail()).toMatchObject({ template: 'Invoice Created', relatedId: 1005 });
    expect(await whmcs.refusal('UpdateInvoice', { invoiceid: 1005, publish: 1 })).toBe(
      'Invoice must be in Draft status to be published',
    );
  });

  it('sets the date of the new status', async () => {
    await whmcs.call('UpdateInvoice', { invoiceid: 1005, status: 'Cancelled' });
    expect(whmcs.simulator.world.invoices.get(1005)).toMatchObject({
      status: 'Cancelled',
      dateCancelled: '2026-11-06 08:30:00',
    });
  });

  it('refuses an incomplete line and an unknown status', async () => {
    expect(await whmcs.refusal('UpdateInvoice', { invoiceid: 1 })).toBe('Invoice ID Not Found');
    expect(await whmcs.refusal('UpdateInvoice', { invoiceid: 1001, 'itemdescription[1]': 'x' })).toMatch(
      /^Missing Variables: itemdescription/,
    );
    expect(await whmcs.refusal('UpdateInvoice', { invoiceid: 1001, status: 'Odd' })).toBe('Invalid status Odd');
  });

  it('refuses changes of issued invoices from 9.0 on', async () => {
    const nine = await Caller.start({ clients: 1, version: '9.0.2' });
    expect(await nine.refusal('UpdateInvoice', { invoiceid: 1002, 'newitemdescription[0]': 'x' })).toMatch(
      /^This is an Unpaid Invoice/,
    );
    await nine.simulator.close();
  });
});
