import { acceptOrder } from './acceptOrder.ts';
import { addClient } from './addClient.ts';
import { addInvoicePayment } from './addInvoicePayment.ts';
import { addOrder } from './addOrder.ts';
import type { Handler } from './command.ts';
import { getClients } from './getClients.ts';
import { getClientsDetails } from './getClientsDetails.ts';
import { getClientsDomains } from './getClientsDomains.ts';
import { getClientsProducts } from './getClientsProducts.ts';
import { getInvoice } from './getInvoice.ts';
import { getInvoices } from './getInvoices.ts';
import { getOrders } from './getOrders.ts';
import { getTransactions } from './getTransactions.ts';
import { moduleCreate, moduleSuspend, moduleTerminate, moduleUnsuspend } from './modules.ts';
import { getProducts } from './products.ts';
import { resetPassword } from './resetPassword.ts';
import { sendEmail } from './sendEmail.ts';
import { getCurrencies, getEmailTemplates, getPaymentMethods, whmcsDetails } from './system.ts';
import { getSupportDepartments, getTicket, getTickets } from './tickets.ts';
import { addTicketReply, openTicket } from './ticketWrites.ts';
import { updateClient } from './updateClient.ts';
import { updateInvoice } from './updateInvoice.ts';

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
