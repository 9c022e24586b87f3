/** orderAccept in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/mutation.type.ts';
import { forStaff } from '../../schema-kit/staff.ts';
import { acceptanceKey } from './acceptance-key.ts';
import { acceptOrder, type Accepted } from './order-accept.ts';
import { Order, Orders } from './order.ts';

export const OrderAcceptInput = builder.inputType('OrderAcceptInput', {
  description: 'How a pending order is to be accepted. What is left out is as its products say.',
  fields: (t) => ({
    orderId: t.id({ required: true, description: 'The order.' }),
    ifStatus: t.stringList({
      description:
        'Only if the order is in this status, or one of these, as read just before: else ConflictError, and nothing is sent.',
    }),
    evenIfDone: t.boolean({
      description:
        'Sends it although the order, read just before, is active with what was asked for. Left out, nothing is sent then and alreadyDone is true.',
    }),
    autoSetup: t.boolean({ description: 'Whether its services are set up on their servers at once.' }),
    registrar: t.string({ ...forStaff, description: 'System name of the registrar for its domains. Staff only.' }),
    sendToRegistrar: t.boolean({ description: 'Whether its domains are registered or transferred at once.' }),
    serverId: t.id({ ...forStaff, description: "WHMCS's number of the server for its services. Staff only." }),
    serviceUsername: t.string({ description: 'Name of the account on the server; a made-up one where absent.' }),
    servicePassword: t.string({ description: 'Password of the account on the server; a random one where absent.' }),
    sendEmail: t.boolean({ description: 'Whether WHMCS mails the welcome of what is set up.' }),
    idempotencyKey: t.string({ description: 'Repeating the request with the same key sets nothing up twice.' }),
  }),
});

const OrderAcceptPayload = builder.objectRef<Accepted>('OrderAcceptPayload').implement({
  description: 'What orderAccept changed.',
  fields: (t) => ({
    order: t.field({
      type: Order,
      description: 'The order, freshly read.',
      resolve: ({ orderId }, _, graph) => graph.noun(Orders).byId(orderId),
    }),
    alreadyDone: t.exposeBoolean('alreadyDone', {
      nullable: false,
      description: 'Whether the order was active already, with what was asked for: this request has changed nothing.',
    }),
  }),
});

mutation('orderAccept', {
  description:
    'Accepts a pending order, which may set up services and register domains before it answers; where part of it is done and the rest is refused, it ends in UnknownOutcomeError. WHMCS: AcceptOrder.',
  input: OrderAcceptInput,
  payload: OrderAcceptPayload,
  run: acceptOrder,
  derivedKey: acceptanceKey,
});
