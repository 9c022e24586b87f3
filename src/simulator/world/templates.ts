export type TemplateType = 'general' | 'product' | 'domain' | 'invoice' | 'support' | 'affiliate';

export interface EmailTemplate {
  readonly id: number;
  readonly type: TemplateType;
  readonly name: string;
  readonly subject: string;
  readonly custom: boolean;
  readonly disabled: boolean;
}

export const templateTypes: readonly string[] = ['general', 'product', 'domain', 'invoice', 'support', 'affiliate'];

const shipped: readonly (readonly [TemplateType, string, string])[] = [
  ['general', 'Client Signup Email', 'Your account with {$company_name} is ready'],
  ['general', 'Password Reset Validation', 'Choose a new password'],
  ['general', 'Order Confirmation', 'We have your order'],
  ['product', 'Hosting Account Welcome Email', 'Your new hosting account'],
  ['product', 'Service Suspension Notification', 'Your service has been suspended'],
  ['product', 'Service Unsuspension Notification', 'Your service runs again'],
  ['domain', 'Domain Registration Confirmation', '{$domain_name} is yours'],
  ['domain', 'Upcoming Domain Renewal Notice', '{$domain_name} renews soon'],
  ['invoice', 'Invoice Created', 'Invoice {$invoice_num}'],
  ['invoice', 'Invoice Payment Confirmation', 'Thank you for your payment'],
  ['invoice', 'First Invoice Overdue Notice', 'Invoice {$invoice_num} is overdue'],
  ['support', 'Support Ticket Opened', 'Ticket #{$ticket_id}: {$ticket_subject}'],
  ['support', 'Support Ticket Reply', 'Reply to #{$ticket_id}'],
  ['affiliate', 'Affiliate Monthly Referrals Report', 'Your referrals'],
  ['affiliate', 'Affiliate Welcome', 'Welcome to the programme'],
];

export const emailTemplates: readonly EmailTemplate[] = [
  ...shipped.map(([type, name, subject], index) => ({
    id: 21 + index,
    type,
    name,
    subject,
    custom: false,
    disabled: false,
  })),
  { id: 61, type: 'general', name: 'Seasonal Closing Hours', subject: 'We rest too', custom: true, disabled: false },
  { id: 62, type: 'product', name: 'Retired Welcome Email', subject: 'Welcome', custom: true, disabled: true },
];

/** Templates WHMCS sends by itself and refuses to send on request. */
export const reservedTemplates: readonly string[] = [
  'Order Confirmation',
  'Password Reset Confirmation',
  'Password Reset Validation',
  'Quote Accepted',
  'Quote Accepted Notification',
  'Quote Delivery with PDF',
  'Clients Only Bounce Message',
  'Replies Only Bounce Message',
  'Affiliate Monthly Referrals Report',
];
