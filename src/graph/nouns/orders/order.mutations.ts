/** The mutations of orders. */
import { AcceptOrder, AddOrder } from '../../../whmcs/commands/orders.ts';
import { missingOrElsewhere } from '../../write/already-done.ts';
import { mutation, quirkyMutation } from '../../write/declare-mutation.ts';
import { inStatus, isIn } from '../../write/guards.ts';
import { asGiven, flag, idOf, ifStatus, optional, ref, staffOnly, text } from '../../write/input-fields.ts';
import { foundMany, foundOne } from '../../write/replay.ts';
import { acceptanceKey } from './acceptance-key.ts';
import { OrderAddInput } from './order-add-input.type.ts';
import { OrderAddPayload } from './order-add-payload.type.ts';
import { addOrder } from './order-add.ts';
import { isAccepted } from './order.quirks.ts';
import { Order } from './order.ts';

quirkyMutation('orderAdd', {
  description:
    'Orders products, domains, addons and renewals for a client. What the products do not offer is an InvalidInputError: WHMCS would order something else. Nothing is set up before orderAccept. WHMCS: AddOrder.',
  command: AddOrder,
  offered: 'EVERYONE',
  input: asGiven(OrderAddInput),
  example: { clientId: '1', paymentMethod: 'stripe', products: [{ productId: '1', billingCycle: 'MONTHLY' }] },
  payload: OrderAddPayload,
  run: addOrder,
  recall: (_, found) => ({
    orderId: foundOne(found, 'orderid'),
    invoiceId: foundOne(found, 'invoiceid'),
    serviceIds:
      foundMany(found, 'serviceids').length > 0 ? foundMany(found, 'serviceids') : foundMany(found, 'productids'),
    domainIds: foundMany(found, 'domainids'),
    addonIds: foundMany(found, 'addonids'),
  }),
});

mutation('orderAccept', {
  description:
    'Accepts a pending order, which may set up services and register domains before it answers; where part of it is done and the rest is refused, it ends in UnknownOutcomeError. WHMCS: AcceptOrder.',
  command: AcceptOrder,
  offered: 'ALLOWED',
  inputDescription: 'How a pending order is to be accepted. What is left out is as its products say.',
  input: {
    order: ref(Order, 'The order.'),
    ifStatus: ifStatus(
      text('A status.'),
      'Only if the order is in this status, or one of these, as read just before: else ConflictError, and nothing is sent.',
    ),
    evenIfDone: optional(
      flag(
        'Sends it although the order, read just before, is active with what was asked for. Left out, nothing is sent then and alreadyDone is true.',
      ),
    ),
    autoSetup: optional(flag('Whether its services are set up on their servers at once.')),
    registrar: staffOnly(optional(text('System name of the registrar for its domains. Staff only.'))),
    sendToRegistrar: optional(flag('Whether its domains are registered or transferred at once.')),
    serverId: staffOnly(optional(idOf('Server', "WHMCS's number of the server for its services. Staff only."))),
    serviceUsername: optional(text('Name of the account on the server; a made-up one where absent.')),
    servicePassword: optional(text('Password of the account on the server; a random one where absent.')),
    sendEmail: optional(flag('Whether WHMCS mails the welcome of what is set up.')),
  },
  repeated: 'sets nothing up twice',
  derivedKey: acceptanceKey,
  // Acceptances of one client's orders are reconciled against each other.
  locksOwner: true,
  alreadyDone: {
    description: 'Whether the order was active already, with what was asked for: this request has changed nothing.',
    before: isAccepted,
    refusals: missingOrElsewhere,
    after(found) {
      if (isAccepted(found)) return true;
      if (!isIn(found.order, ['Active'])) inStatus(found.order, 'Pending');
      return false;
    },
  },
  params: ({
    orderId,
    serverId,
    serviceUsername,
    servicePassword,
    registrar,
    sendToRegistrar,
    autoSetup,
    sendEmail,
  }) => ({
    orderid: orderId,
    serverid: serverId,
    serviceusername: serviceUsername,
    servicepassword: servicePassword,
    registrar,
    sendregistrar: sendToRegistrar,
    autosetup: autoSetup,
    sendemail: sendEmail,
  }),
  returns: 'order',
});
