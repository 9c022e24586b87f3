import { addInvoice, type NewLine } from '../world/billing.ts';
import { sendMail } from '../world/mails.ts';
import type { Client, Invoice } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { existing, write, type Call } from './command.ts';
import { toInt } from './params.ts';

/** Services and domains are invoiced so many days before they are due. */
const AHEAD_DAYS = 14;

interface Due extends NewLine {
  readonly userid: number;
  readonly duedate: string;
}

/**
 * Invoices whatever is due and not invoiced yet: of one client, of everybody, or exactly the named items, invoiced or not. Lines of one
 * client and day are one invoice.
 */
export const GenInvoices = write((call) => {
  const { params, world, wire } = call;
  const client = params.int('clientid');
  if (client > 0) existing(world.clients.get(client), 'Client ID Not Found');
  const byInvoice = new Map<string, Due[]>();
  for (const due of dueIn(call)) {
    const invoice = `${due.userid} ${due.duedate}`;
    byInvoice.set(invoice, [...(byInvoice.get(invoice) ?? []), due]);
  }
  const made = [...byInvoice.values()].flatMap((lines) => invoiceOf(world, lines) ?? []);
  if (!params.flag('noemails'))
    for (const { id, userid } of made)
      sendMail(world, {
        to: world.clients.get(userid)?.email ?? '',
        template: 'Invoice Created',
        clientid: userid,
        relatedId: id,
      });
  const latest = client > 0 ? world.invoices.of(client).at(-1)?.id : undefined;
  return {
    numcreated: wire.numeral(made.length),
    ...(latest !== undefined && { latestinvoiceid: wire.numeral(latest) }),
  };
});

function invoiceOf(world: World, lines: readonly Due[]): Invoice | undefined {
  const [first] = lines;
  const client: Client | undefined = world.clients.get(first?.userid ?? 0);
  if (!first || !client) return undefined;
  return addInvoice(world, {
    client,
    at: world.clock.now(),
    duedate: first.duedate,
    status: 'Unpaid',
    paymentmethod: client.defaultgateway || Object.keys(world.paymentMethods)[0] || '',
    lines: lines.map(({ type, relid, description, amount, taxed }) => ({ type, relid, description, amount, taxed })),
  });
}

function dueIn(call: Call): readonly Due[] {
  const { params, world } = call;
  const client = params.int('clientid');
  const named = ['serviceids', 'domainids', 'addonids'].some((name) => params.has(name));
  const last = addDays(world.clock.today(), AHEAD_DAYS);
  const isWanted = (id: number, param: string, due: Due, status: string): boolean => {
    if (client > 0 && due.userid !== client) return false;
    if (named) return Object.values(params.map(param)).some((each) => toInt(each) === id);
    return status === 'Active' && due.duedate !== '' && due.duedate <= last && !isInvoiced(world, due);
  };
  const services = [...world.services].map((service) => ({
    param: 'serviceids',
    status: service.status,
    due: line('Hosting', service.id, service.clientid, service.nextduedate, service.recurringamount, service.domain),
  }));
  const domains = [...world.domains].map((domain) => ({
    param: 'domainids',
    status: domain.status,
    due: line('Domain', domain.id, domain.userid, domain.nextduedate, domain.recurringamount, domain.domainname),
  }));
  const addons = [...world.addons].map((addon) => ({
    param: 'addonids',
    status: addon.status,
    due: line('Addon', addon.id, addon.userid, addon.nextduedate, addon.recurring, addon.name),
  }));
  return [...services, ...domains, ...addons].flatMap(({ param, status, due }) =>
    isWanted(due.relid, param, due, status) ? [due] : [],
  );
}

const line = (
  type: string,
  relid: number,
  userid: number,
  duedate: string,
  amount: number,
  description: string,
): Due => ({ type, relid, userid, duedate, amount, description: `${type} ${description}`.trim(), taxed: true });

const isInvoiced = (world: World, { type, relid, userid, duedate }: Due): boolean =>
  world.invoices
    .of(userid)
    .some(
      (invoice) =>
        invoice.duedate === duedate && invoice.lines.some((each) => each.type === type && each.relid === relid),
    );

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
