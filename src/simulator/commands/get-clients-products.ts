import type { Answer, Json } from '../http/json.ts';
import { decimal } from '../money.ts';
import type { Wire } from '../wire.ts';
import type { Service } from '../world/model.ts';
import { productById, type Product } from '../world/products.ts';
import { paymentMethods, servers } from '../world/reference.ts';
import type { World } from '../world/world.ts';
import type { Call } from './command.ts';
import { pageOf, same } from './page.ts';
import type { Params } from './params.ts';

/** Filters it does not know (`status`, `serverid`) are ignored without a word: the answer is the full list. */
export function getClientsProducts({ params, world, wire }: Call): Answer {
  const { rows, total, start } = pageOf(wanted(params, world), params);
  return {
    clientid: params.text('clientid') ?? null,
    serviceid: params.text('serviceid') ?? null,
    pid: params.text('pid') ?? null,
    domain: params.text('domain') ?? null,
    totalresults: wire.numeral(total),
    startnumber: start,
    numreturned: rows.length,
    ...wire.list(
      'products',
      'product',
      rows.map((service) => rowOf(service, world, wire)),
      'text',
    ),
  };
}

function wanted(params: Params, world: World): readonly Service[] {
  const one = params.int('serviceid');
  const candidates = one > 0 ? [world.services.get(one)].filter((row) => row !== undefined) : ofClient(params, world);
  const clientid = params.int('clientid');
  const pid = params.int('pid');
  const domain = params.text('domain') ?? '';
  const username = params.text('username2') ?? '';
  return candidates.filter(
    (service) =>
      (clientid === 0 || service.clientid === clientid) &&
      (pid === 0 || service.pid === pid) &&
      (domain === '' || same(service.domain, domain)) &&
      (username === '' || same(service.username, username)),
  );
}

function ofClient(params: Params, world: World): readonly Service[] {
  return params.int('clientid') > 0 ? world.services.of(params.int('clientid')) : world.services.all();
}

function rowOf(service: Service, world: World, wire: Wire): Answer {
  const { id } = service;
  const product = productById(service.pid);
  const server = servers.find((candidate) => candidate.id === service.serverid);
  const order = world.orders.get(service.orderid);
  return {
    id: wire.numeral(id),
    qty: wire.numeral(service.qty),
    clientid: wire.untidy && wire.variant(id, 'clientid', 3) !== 1 ? String(service.clientid) : service.clientid,
    orderid: wire.numeral(service.orderid),
    ...(order ? { ordernumber: wire.numeral(order.ordernum) } : {}),
    pid: wire.wavering(service.pid, id, 'pid'),
    regdate: service.regdate,
    name: product?.name ?? '',
    translated_name: product?.name ?? '',
    groupname: product?.group ?? '',
    translated_groupname: product?.group ?? '',
    domain: service.domain,
    dedicatedip: service.dedicatedip,
    serverid: wire.numeral(service.serverid),
    servername: server?.name ?? '',
    serverip: server?.ip ?? wire.nothing(id, 'serverip'),
    serverhostname: server?.hostname ?? wire.nothing(id, 'serverhostname'),
    suspensionreason: wire.text(service.suspensionreason),
    firstpaymentamount: decimal(service.firstpaymentamount),
    recurringamount: decimal(service.recurringamount),
    paymentmethod: service.paymentmethod,
    paymentmethodname: wire.text(paymentMethods[service.paymentmethod] ?? ''),
    billingcycle: service.billingcycle,
    nextduedate: wire.day(service.nextduedate, id, 'nextduedate'),
    status: service.status,
    username: service.username,
    password: service.password,
    subscriptionid: '',
    promoid: wire.numeral(0),
    overideautosuspend: wire.untidy && id % 2 === 0 ? 0 : '',
    overidesuspenduntil: wire.day('', id, 'overidesuspenduntil'),
    ns1: '',
    ns2: '',
    assignedips: '',
    notes: wire.text(service.notes),
    diskusage: wire.numeral(0),
    disklimit: wire.numeral(0),
    bwusage: wire.numeral(0),
    bwlimit: wire.numeral(0),
    lastupdate: wire.moment('', id, 'lastupdate'),
    customfields: { customfield: customFields(service, product, wire) },
    configoptions: { configoption: configOptions(service, product, wire) },
    ...wire.extra(id, 'services'),
  };
}

function customFields(service: Service, product: Product | undefined, wire: Wire): Json[] {
  return service.customFields.map(({ id, value }) => {
    const name = product?.customFields.find((field) => field.id === id)?.name ?? '';
    return { id: wire.numeral(id), name, translated_name: name, value: wire.text(value) };
  });
}

const optionTypes: Readonly<Record<number, string>> = { 1: 'dropdown', 2: 'radio', 3: 'yesno', 4: 'quantity' };

function configOptions(service: Service, product: Product | undefined, wire: Wire): Json[] {
  return service.configOptions.map(({ id, value }) => {
    const option = product?.configOptions.find((candidate) => candidate.id === id);
    return { id: wire.numeral(id), option: option?.name ?? '', type: optionTypes[option?.type ?? 1] ?? '', value };
  });
}
