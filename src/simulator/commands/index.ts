import { acceptOrder } from './accept-order.ts';
import { addClient } from './add-client.ts';
import { addInvoicePayment } from './add-invoice-payment.ts';
import { addOrder } from './add-order.ts';
import type { Handler } from './command.ts';
import { getClients } from './get-clients.ts';
import { getClientsDetails } from './get-clients-details.ts';
import { getClientsDomains } from './get-clients-domains.ts';
import { getClientsProducts } from './get-clients-products.ts';
import { getInvoice } from './get-invoice.ts';
import { getInvoices } from './get-invoices.ts';
import { getOrders } from './get-orders.ts';
import { getTransactions } from './get-transactions.ts';
import { moduleCreate, moduleSuspend, moduleTerminate, moduleUnsuspend } from './modules.ts';
import { getProducts } from './products.ts';
import { resetPassword } from './reset-password.ts';
import { sendEmail } from './send-email.ts';
import { getCurrencies, getEmailTemplates, getPaymentMethods, whmcsDetails } from './system.ts';
import { getSupportDepartments, getTicket, getTickets } from './tickets.ts';
import { addTicketReply, openTicket } from './ticket-writes.ts';
import { updateClient } from './update-client.ts';
import { updateInvoice } from './update-invoice.ts';

export const reads: Readonly<Record<string, Handler>> = {
  GetClients: getClients,
  GetClientsDetails: getClientsDetails,
  GetClientsDomains: getClientsDomains,
  GetClientsProducts: getClientsProducts,
  GetCurrencies: getCurrencies,
  GetEmailTemplates: getEmailTemplates,
  GetInvoice: getInvoice,
  GetInvoices: getInvoices,
  GetOrders: getOrders,
  GetPaymentMethods: getPaymentMethods,
  GetProducts: getProducts,
  GetSupportDepartments: getSupportDepartments,
  GetTicket: getTicket,
  GetTickets: getTickets,
  GetTransactions: getTransactions,
  WhmcsDetails: whmcsDetails,
};

export const writes: Readonly<Record<string, Handler>> = {
  AcceptOrder: acceptOrder,
  AddClient: addClient,
  AddInvoicePayment: addInvoicePayment,
  AddOrder: addOrder,
  AddTicketReply: addTicketReply,
  ModuleCreate: moduleCreate,
  ModuleSuspend: moduleSuspend,
  ModuleTerminate: moduleTerminate,
  ModuleUnsuspend: moduleUnsuspend,
  OpenTicket: openTicket,
  ResetPassword: resetPassword,
  SendEmail: sendEmail,
  UpdateClient: updateClient,
  UpdateInvoice: updateInvoice,
};

const byLowerName = new Map(
  [...Object.entries(reads), ...Object.entries(writes)].map(([name, run]) => [
    name.toLowerCase(),
    { name, run, isWrite: name in writes },
  ]),
);

/** Action names are compared without case. */
export function commandNamed(
  action: string,
): { readonly name: string; readonly run: Handler; readonly isWrite: boolean } | undefined {
  return byLowerName.get(action.toLowerCase());
}
