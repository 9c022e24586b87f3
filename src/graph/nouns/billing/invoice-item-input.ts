/** A line that staff add to an invoice. */
import { decimal, flag, inputObject, text } from '../../write/input-fields.ts';

export const InvoiceItemAddInput = inputObject('InvoiceItemAddInput', 'A new line.', {
  description: text('The text printed on the invoice.'),
  amount: decimal('The amount before tax.'),
  taxed: flag('Whether tax is added.', { default: false }),
});
