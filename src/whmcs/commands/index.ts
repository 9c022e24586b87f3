/** Every command that the gateway knows, by WHMCS's name of it. */
import { AddClient, GetClients, GetClientsDetails, UpdateClient } from './clients.ts';
import { GetSupportDepartments } from './departments.ts';
import { GetClientsDomains } from './domains.ts';
import { GetEmailTemplates, SendEmail } from './emails.ts';
import { AddInvoicePayment, GetInvoice, GetInvoices, UpdateInvoice } from './invoices.ts';
import { AcceptOrder, AddOrder, GetOrders } from './orders.ts';
import { GetProducts } from './products.ts';
import { GetClientsProducts, ModuleCreate, ModuleSuspend, ModuleTerminate, ModuleUnsuspend } from './services.ts';
import { GetCurrencies, GetPaymentMethods, WhmcsDetails } from './system.ts';
import { AddTicketReply, GetTicket, GetTickets, OpenTicket } from './tickets.ts';
import { GetTransactions } from './transactions.ts';
import { ResetPassword } from './users.ts';

export const commands = Object.freeze({
  AcceptOrder,
  AddClient,
  AddInvoicePayment,
  AddOrder,
  AddTicketReply,
  GetClients,
  GetClientsDetails,
  GetClientsDomains,
  GetClientsProducts,
  GetCurrencies,
  GetEmailTemplates,
  GetInvoice,
  GetInvoices,
  GetOrders,
  GetPaymentMethods,
  GetProducts,
  GetSupportDepartments,
  GetTicket,
  GetTickets,
  GetTransactions,
  ModuleCreate,
  ModuleSuspend,
  ModuleTerminate,
  ModuleUnsuspend,
  OpenTicket,
  ResetPassword,
  SendEmail,
  UpdateClient,
  UpdateInvoice,
  WhmcsDetails,
});
