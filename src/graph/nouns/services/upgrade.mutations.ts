/** The order of an upgrade. */
import { UpgradeProduct } from '../../../whmcs/commands/service-upgrade.ts';
import { lockOf, mutation } from '../../write/declare-mutation.ts';
import { asGiven, enumOf, idOf, list, optional, ref, staffOnly, text } from '../../write/input-fields.ts';
import { withoutNullish } from '../../write/input.ts';
import { made } from '../../write/outcome.ts';
import { Invoice } from '../billing/invoice.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { ConfigOptionInput } from '../orders/order-add-input.type.ts';
import { Order } from '../orders/order.ts';
import { BillingCycleInput } from './billing-cycle.type.ts';
import { Service } from './service.ts';
import { checkPrice, checkShape, checkUpgrade, upgradeParams, type Upgrade } from './upgrade.ts';

/** The same upgrade, whatever the order in which its options are written. */
const meaningOf = ({ serviceId, ...upgrade }: Upgrade & { readonly serviceId: number }) =>
  withoutNullish({
    serviceId,
    ...upgrade,
    configOptions: upgrade.configOptions?.map(({ optionId, value }) => `${optionId} ${value}`).toSorted(),
  });

mutation('serviceUpgrade', {
  description:
    'Orders another product, or other options, for a service. WHMCS makes an invoice of what is to be paid for the current period; the service changes when it is paid. Partners and clients can order the products that the configuration lists, and nothing that is paid back. serviceUpgradePreview tells the price. WHMCS: UpgradeProduct.',
  command: UpgradeProduct,
  offered: 'ALLOWED',
  inputDescription: 'An upgrade: either another product, or other options of the same.',
  input: {
    service: ref(Service, "The service: its global id or WHMCS's number."),
    productId: optional(idOf('Product', 'The new product.')),
    billingCycle: optional(
      enumOf(
        BillingCycleInput,
        'The billing cycle of the new product; WHMCS takes the first one offered if it is absent.',
      ),
    ),
    configOptions: optional(list(asGiven(ConfigOptionInput), 'New choices for options of the product.')),
    paymentMethod: optional(text('System name of the payment method; that of the service if absent.')),
    promotionCode: staffOnly(optional(text('A promotion to use. Staff only.'))),
  },
  example: { productId: '2', paymentMethod: 'mailin' },
  repeated: 'orders nothing twice',
  derivedKey: {
    field: 'serviceId',
    clash: 'this upgrade was requested before, with another input; to order it again, give an idempotencyKey',
    of: (input) => JSON.stringify(meaningOf(input)),
    meaning: meaningOf,
  },
  // Other upgrades of the service, and what else moves the client's credit, are checked one after the other.
  lock: ({ serviceId }) => [lockOf(Service, serviceId)],
  locksOwner: true,
  prepare(input) {
    checkShape(input);
    return {};
  },
  check: ({ service, paymentMethod, ...upgrade }, graph) =>
    Promise.all([
      graph.noun(PaymentMethods).check(paymentMethod, 'paymentMethod'),
      checkUpgrade(service, { ...upgrade, paymentMethod }, graph),
    ]),
  guard: ({ service, ...upgrade }, graph) => checkPrice(service, upgrade, graph),
  params: ({ service, ...upgrade }) => upgradeParams(service, upgrade),
  returns: {
    service: 'service',
    order: made(Order, 'orderid', { description: 'The order that was made, freshly read.' }),
    invoice: made(Invoice, 'invoiceid', {
      description: 'The invoice that was made, freshly read; null if there is nothing to pay.',
    }),
  },
});
