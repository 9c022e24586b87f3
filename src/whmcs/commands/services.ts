/** Services, which WHMCS calls a client's products, and the commands of their server modules: GetClientsProducts, Module… */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { idParam } from '../wire/params.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { reached } from '../reconcile/status.ts';
import { count, date, dateTime, entered, flag, id, label, listOf, money, owner, text } from '../wire/values.ts';
import { page, pageParams, rows } from '../wire/page.ts';

const customField = z.object({ id, name: label, translated_name: label, value: entered });
const configOption = z.object({ id, option: label, type: text, value: label });

const row = z.object({
  id,
  /** From 8.12. */
  qty: count,
  clientid: owner,
  orderid: id,
  /** From 8.x, ten digits. */
  ordernumber: text,
  pid: id,
  regdate: date,
  name: text,
  translated_name: text,
  groupname: text,
  translated_groupname: text,
  domain: text,
  dedicatedip: text,
  serverid: id,
  servername: text,
  serverip: text,
  serverhostname: text,
  suspensionreason: text,
  firstpaymentamount: money,
  recurringamount: money,
  paymentmethod: text,
  paymentmethodname: text,
  billingcycle: text,
  nextduedate: date,
  status: text,
  username: text,
  subscriptionid: text,
  promoid: id,
  overideautosuspend: flag,
  overidesuspenduntil: date,
  ns1: text,
  ns2: text,
  assignedips: text,
  notes: text,
  diskusage: count,
  disklimit: count,
  bwusage: count,
  bwlimit: count,
  lastupdate: dateTime,
  customfields: listOf('customfield', customField).optional(),
  configoptions: listOf('configoption', configOption).optional(),
});

export const GetClientsProducts = read('GetClientsProducts', {
  params: z.strictObject({
    ...pageParams,
    clientid: idParam.optional(),
    serviceid: idParam.optional(),
    pid: idParam.optional(),
    domain: z.string().optional(),
    // `username` belongs to the credential.
    username2: z.string().optional(),
  }),
  // Beside the rows WHMCS repeats the filters of the request.
  answer: page({ clientid: id, serviceid: id, pid: id, domain: text, products: rows('product', row) }),
  secret: ['products.product[].password'],
  keep: { recordBy: 'serviceid' },
  topics: ['services'],
  owner: 'products[].clientid',
  filters: { clientid: 'products[].clientid', serviceid: 'products[].id', pid: 'products[].pid' },
  // Rows name their products, and a client's own list reports how many services there are.
  mentions: { service: 'products[].id', product: 'products[].pid', client: { filter: 'clientid' } },
  probe: { limitnum: 1 },
});

/** The commands of server modules take `serviceid` from 7.7 and `accountid` before; each version ignores the other's name. */
const serviceOnly = z
  .strictObject({ serviceid: idParam })
  .transform(({ serviceid }) => ({ serviceid, accountid: serviceid }));

/** The status of one service. An older WHMCS ignores the filter and returns rows of any service. */
async function statusOf(serviceid: number, look: FreshRead): Promise<string | null> {
  const { products } = await look(GetClientsProducts, { serviceid });
  return products.find(({ id: found }) => found === serviceid)?.status ?? null;
}

/** @param absenceProves false if a server may continue to build: services were seen Pending whose server existed */
const becomes = (to: 'Active' | 'Suspended' | 'Terminated', absenceProves = true) =>
  reached<{ readonly serviceid: number }>({
    named: 'serviceid',
    id: ({ serviceid }) => serviceid,
    read: statusOf,
    to,
    absenceProves,
  });

/** A server module reports in its own words that the state is already reached: "Account is already suspended". */
export const saysAlready = /\balready\b/i;
/** The account does not exist on the server: "Account does not exist". */
export const saysGone = /\bdo(?:es)?(?: not|n['’]t) exist\b|\bno such \w|\bnot found\b/i;

const unready = ['Service ID is required', 'Service ID not found', 'Service not assigned to a module', saysAlready];

const module = {
  answer: z.object({}),
  refusals: [...unready, saysGone],
  remote: 'server' as const,
  changes: { services: 'serviceid' } as const,
};

export const ModuleCreate = write('ModuleCreate', {
  ...module,
  params: serviceOnly,
  purpose: 'lifecycle',
  repeat: 'duplicate',
  once: ({ serviceid }) => serviceid,
  // Something may be reported missing when half of the account exists.
  refusals: unready,
  reconcile: becomes('Active', false),
});

export const ModuleSuspend = write('ModuleSuspend', {
  ...module,
  params: z
    .strictObject({ serviceid: idParam, suspendreason: z.string().optional() })
    .transform(({ serviceid, suspendreason }) => ({ serviceid, accountid: serviceid, suspendreason })),
  purpose: 'lifecycle',
  repeat: 'none',
  reconcile: becomes('Suspended'),
});

export const ModuleUnsuspend = write('ModuleUnsuspend', {
  ...module,
  params: serviceOnly,
  purpose: 'lifecycle',
  repeat: 'none',
  reconcile: becomes('Active'),
});

export const ModuleTerminate = write('ModuleTerminate', {
  ...module,
  params: serviceOnly,
  purpose: 'dangerous',
  repeat: 'none',
  reconcile: becomes('Terminated'),
});

export const ModuleChangePackage = write('ModuleChangePackage', {
  ...module,
  params: serviceOnly,
  purpose: 'lifecycle',
  repeat: 'none',
  // Modules refuse a service that was never set up.
  refusals: [...module.refusals, /\bmust specify a user\b/i],
  reconcile: { never: 'WHMCS does not report which package the server has' },
});

export const ModuleChangePw = write('ModuleChangePw', {
  ...module,
  params: z
    .strictObject({ serviceid: idParam, servicepassword: z.string().optional() })
    .transform(({ serviceid, servicepassword }) => ({ serviceid, accountid: serviceid, servicepassword })),
  secretParams: ['servicepassword'],
  purpose: 'lifecycle',
  repeat: 'none',
  reconcile: { never: 'passwords are not read back' },
});

export const ModuleCustom = write('ModuleCustom', {
  ...module,
  params: z
    .strictObject({ serviceid: idParam, func_name: z.string().min(1) })
    .transform(({ serviceid, func_name }) => ({ serviceid, accountid: serviceid, func_name })),
  purpose: 'lifecycle',
  repeat: 'rerun',
  once: ({ serviceid }) => serviceid,
  reconcile: { never: 'only the server module knows what its function changes' },
});
