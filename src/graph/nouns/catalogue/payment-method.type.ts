/** Payment methods in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import type * as methods from './payment-method.ts';
import { PaymentMethods } from './payment-method.ts';

const PaymentMethod = builder.objectRef<methods.PaymentMethod>('PaymentMethod').implement({
  description: 'A way to pay. WHMCS: GetPaymentMethods.',
  fields: (t) => ({
    module: t.exposeString('module', {
      nullable: false,
      description: 'System name: what `paymentMethod` and `gateway` of other types are.',
    }),
    displayName: t.exposeString('displayName', { nullable: false, description: 'The name that clients see.' }),
  }),
});

builder.queryField('paymentMethods', (t) =>
  t.field({
    type: [PaymentMethod],
    description: 'The payment methods of the installation. WHMCS: GetPaymentMethods.',
    resolve: (_, __, graph) => graph.noun(PaymentMethods).all(),
  }),
);
