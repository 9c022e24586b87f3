/** The installation's payment methods. */
import { GetPaymentMethods } from '../../../whmcs/commands/system.ts';
import { reference } from '../../schema-kit/declare-reference.ts';

/**
 * A method without a system name cannot be chosen, and is left out. Inputs are looked up by that name: WHMCS is said to take another
 * method for one that it does not know, without an error.
 */
export const PaymentMethod = reference('PaymentMethod', {
  called: 'payment method',
  description: 'A way to pay. WHMCS: GetPaymentMethods.',
  list: { command: GetPaymentMethods, params: {}, rows: 'paymentmethods' },
  code: 'module',
  query: { name: 'paymentMethods', description: 'The payment methods of the installation. WHMCS: GetPaymentMethods.' },
  fields: (f) => ({
    module: f.filledText((row) => row.module, 'System name: what `paymentMethod` and `gateway` of other types are.'),
    displayName: f.filledText((row) => row.displayname ?? row.module, 'The name that clients see.'),
  }),
});

export const PaymentMethods = PaymentMethod.Things;
