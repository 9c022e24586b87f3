/** Services: what clients have. WHMCS calls them a client's products. */
import { GetOrders } from '../../../whmcs/commands/orders.ts';
import { GetClientsProducts } from '../../../whmcs/commands/services.ts';
import { partsIn } from '../../base/printed-lists.ts';
import { factSource } from '../../entity/noun.ts';
import { CustomFieldValue } from '../../schema-kit/custom-field.type.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';
import { mayUseField } from '../../write/custom-fields.ts';
import { Product, Products } from '../catalogue/product.ts';
import { itemOf, itemServiceFacts } from '../orders/order-facts.ts';
import { Order, Orders } from '../orders/order.ts';
import { billingCycle } from './billing-cycle.ts';
import { BillingCycle } from './billing-cycle.type.ts';
import { serviceRowProductFacts, serviceStatus } from './service-facts.ts';
import { ServiceStatus } from './service-status.type.ts';

export const Service = noun('Service', {
  description: "What a client has: hosting, a server, a one-time job. WHMCS: GetClientsProducts, a client's products.",
  list: {
    command: GetClientsProducts,
    rows: 'products',
    id: 'id',
    client: 'clientid',
    filters: (filter) => ({
      productId: filter.id('Product', 'pid', 'Only those of this product.'),
      domainName: filter.text('domain', 'Only those that serve exactly this domain or host name.'),
      username: filter.text('username2', 'Only those with this account on the server.'),
    }),
    tellsOthers: (row, askedOn, graph) => void graph.noun(Products).of(row.pid, serviceRowProductFacts(row), askedOn),
  },
  fields: (f) => ({
    name: f.lasting(f.text('name', "The product's name.")),
    translatedName: f.lasting(f.text('translated_name', "The product's name in the client's language.")),
    groupName: f.lasting(f.text('groupname', "The name of the product's group.")),
    translatedGroupName: f.lasting(
      f.text('translated_groupname', "The name of the product's group in the client's language."),
    ),
    status: f.enumOf({ words: serviceStatus, type: ServiceStatus }, 'status', 'Where it stands.'),
    domainName: f.lasting(f.text('domain', 'The domain or host name that it serves.')),
    username: f.text('username', 'The account on the server.'),
    quantity: f.count('qty', 'How many there are of it. WHMCS 8.12 and later.'),
    billingCycle: f.enumOf({ words: billingCycle, type: BillingCycle }, 'billingcycle', 'How often it is billed.'),
    firstPaymentAmount: f.money('firstpaymentamount', 'What the first bill came to, set-up fee included.'),
    recurringAmount: f.money('recurringamount', 'What each billing cycle costs.'),
    paymentMethod: f.text('paymentmethod', 'System name of the payment method: `module` of PaymentMethod.'),
    paymentMethodName: f.text('paymentmethodname', 'The name of the payment method that clients see.'),
    registeredOn: f.lasting(f.day('regdate', 'Since when the client has it.')),
    nextDueOn: f.day('nextduedate', 'The day on which the next bill is due; null where nothing recurs.'),
    suspensionReason: f.text('suspensionreason', 'Why it is suspended.'),
    overrideAutoSuspend: f.staff(
      f.flag('overideautosuspend', 'Whether it is kept from being suspended automatically. Staff only.'),
    ),
    overrideAutoSuspendEndsOn: f.staff(
      f.day('overidesuspenduntil', 'Until when it is kept from being suspended automatically. Staff only.'),
    ),
    subscriptionId: f.text('subscriptionid', "The payment gateway's reference of the subscription that pays for it."),
    promotionId: f.staff(f.count('promoid', "WHMCS's number of the promotion that lowers its price. Staff only.")),
    serverId: f.staff(f.id('serverid', "WHMCS's number of the server that it is on. Staff only.")),
    serverName: f.text('servername', 'The name of the server that it is on.'),
    serverHostname: f.text('serverhostname', 'The host name of the server that it is on.'),
    serverIp: f.staff(f.text('serverip', 'The address of the server that it is on. Staff only.')),
    dedicatedIp: f.staff(f.text('dedicatedip', 'An address of its own. Staff only.')),
    // Administrators type one address a line.
    assignedIps: f.staff(
      f.texts('Further addresses of its own. Staff only.', ({ assignedips }) =>
        assignedips === undefined ? undefined : partsIn(assignedips, /[\s,]+/),
      ),
    ),
    nameservers: f.texts('Name servers of its own.', ({ ns1, ns2 }) =>
      ns1 === undefined ? undefined : [ns1, ns2].filter((name) => name != null),
    ),
    diskUsage: f.count('diskusage', 'Disk space in use, in megabytes.'),
    diskLimit: f.count('disklimit', 'Disk space allowed, in megabytes; 0 is no limit.'),
    bandwidthUsage: f.count('bwusage', 'Traffic of this month, in megabytes.'),
    bandwidthLimit: f.count('bwlimit', 'Traffic allowed per month, in megabytes; 0 is no limit.'),
    lastUpdatedAt: f.instant('lastupdate', 'When disk space and traffic were last read from the server.'),
    notes: f.staff(f.text('notes', "Administrators' notes. Staff only.")),
    configOptions: f.list((row) => row.configoptions, 'What was chosen about it.', {
      name: 'ConfigOptionValue',
      description: 'What was chosen about a service when it was ordered.',
      fields: (option) => ({
        optionId: option.idOf('ConfigOption', 'id', 'The option, for ConfigOptionInput.'),
        name: option.text('option', 'Its name.'),
        type: option.text('type', "WHMCS's word for its kind: dropdown, radio, yesno or quantity."),
        value: option.text('value', 'What was chosen, as its name or quantity.'),
      }),
    }),
    customFields: f.values(
      CustomFieldValue,
      'The values of custom fields. Viewers other than staff see those that the configuration lists.',
      ({ customfields }) =>
        customfields?.map((field) => ({
          fieldId: field.id ?? null,
          name: field.name ?? field.translated_name ?? null,
          value: field.value ?? null,
        })),
      (field, graph) => mayUseField(graph, 'services', field),
    ),
    orderNumber: f.lasting(
      f.text('ordernumber', 'The number of its order that is shown to people. WHMCS 8 and later.'),
    ),
    order: f.lasting(
      f.link(
        Order,
        (id, service, graph) => {
          // Before 8.x rows do not report the order's number, and an empty text is no number either.
          const number = service.known('orderNumber');
          const account = { number: typeof number === 'string' ? number : undefined };
          return graph.noun(Orders).shown(id, service.ownerId, account, service.askedOn('orderNumber'));
        },
        'orderid',
        'With which it was ordered; null where it was not.',
      ),
    ),
    product: f.link(
      Product,
      (id, _, graph) => graph.noun(Products).of(id),
      'pid',
      'What it is one of. Its name and its group are known with the service, the rest costs GetProducts.',
    ),
  }),
  // A line of an order proves neither that the service exists nor whose it is.
  toldBy: (services) => [
    factSource(
      GetOrders,
      ({ orders }, id, askedOn) => {
        const told = itemOf(orders, 'service', id);
        return told ? services.supplement(id, itemServiceFacts(told.item), askedOn, told.owner) : null;
      },
      { proves: false },
    ),
  ],
  byHand: ['ofClient'],
});
export type Service = ThingOf<typeof Service>;

export const Services = Service.Things;
