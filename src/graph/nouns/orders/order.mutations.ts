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
    'Orders products, domains, addons and renewals for a client. Options that a product does not offer are an InvalidInputError, because WHMCS would order something else. Nothing is set up before orderAccept. WHMCS: AddOrder.',
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
    'Accepts a pending order. WHMCS may set up services and register domains before it answers. If a part is done and the rest is refused, the result is UnknownOutcomeError. WHMCS: AcceptOrder.',
  command: AcceptOrder,
  offered: 'ALLOWED',
  inputDescription: 'How to accept a pending order. For an absent field, the settings of its products apply.',
  input: {
    order: ref(Order, 'The order.'),
    ifStatus: ifStatus(
      text('A status.'),
      'Accepts the order only if its status, read just before, is one of these; otherwise ConflictError, and nothing is sent.',
    ),
    evenIfDone: optional(
      flag(
        'Sends the command even if the order, read just before, is already active as requested. If absent, nothing is sent in this case and alreadyDone is true.',
      ),
    ),
    autoSetup: optional(flag('Whether its services are set up on their servers at once.')),
    registrar: staffOnly(optional(text('System name of the registrar for its domains. Staff only.'))),
    sendToRegistrar: optional(flag('Whether its domains are registered or transferred at once.')),
    serverId: staffOnly(optional(idOf('Server', "WHMCS's number of the server for its services. Staff only."))),
    serviceUsername: optional(text('Name of the account on the server; generated if absent.')),
    servicePassword: optional(text('Password of the account on the server; random if absent.')),
    sendEmail: optional(flag('Whether WHMCS sends welcome mails for the services that are set up.')),
  },
  repeated: 'sets nothing up twice',
  derivedKey: acceptanceKey,
  // Acceptances of one client's orders are reconciled against each other.
  locksOwner: true,
  alreadyDone: {
    description: 'Whether the order was already active as requested, so that this request has changed nothing.',
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
