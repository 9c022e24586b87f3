/** Which part of the schema each role has. schema/*.graphql show the whole parts; these tests name the differences. */
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { actions } from '../../../src/access/permissions.ts';
import { configured, narrowed, restricted, staff } from '../../../src/access/viewer.ts';
import { operations } from '../../../src/cli/package-files.ts';
import { schema } from '../../../src/graph/schema.ts';
import { variantsOf } from '../../../src/graph/schema-kit/variants.ts';
import { roleOf } from '../../bench/variables.ts';

const schemaFor = variantsOf(schema);
const partner = configured({ name: 'partner', role: 'PARTNER', clients: [1, 2] });
const client = configured({ name: 'client', role: 'CLIENT', clients: [1] });

/** Types, and fields, input fields and enum values by their type. */
function partsOf(shown: GraphQLSchema): string[] {
  return Object.values(shown.getTypeMap()).flatMap((type) => {
    if (isEnumType(type)) return [type.name, ...type.getValues().map(({ name }) => `${type.name}.${name}`)];
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [type.name];
    return [type.name, ...Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)];
  });
}

/** Sorted; a scalar that no remaining member uses does not count as missing. */
function difference(whole: GraphQLSchema, shown: GraphQLSchema): string[] {
  const parts = new Set(partsOf(shown));
  return partsOf(whole)
    .filter((part) => !parts.has(part) && part !== 'Float')
    .toSorted();
}

const staffInputs = [
  'ClientCreateInput.clientIp',
  'ClientCreateInput.groupId',
  'ClientCreateInput.notes',
  'ClientCreateInput.ownerUserId',
  'ClientCreateInput.taxId',
  'ClientOrderField.GROUP',
  'ClientUpdateInput.currencyId',
  'ClientUpdateInput.groupId',
  'ClientUpdateInput.notes',
  'ClientUpdateInput.status',
  'ClientUpdateInput.taxExempt',
  'ClientUpdateInput.taxId',
  'EmailSendInput.customMessage',
  'EmailSendInput.customSubject',
  'EmailSendInput.customType',
  'EmailSendInput.customVariables',
  'InvoiceUpdateInput.addItems',
  'InvoiceUpdateInput.credit',
  'InvoiceUpdateInput.removeItemIds',
  'InvoiceUpdateInput.taxRate',
  'InvoiceUpdateInput.taxRate2',
  'InvoiceUpdateInput.updateItems',
  'OrderAcceptInput.registrar',
  'OrderAcceptInput.serverId',
  'OrderAddInput.affiliateId',
  'OrderAddInput.clientIp',
  'OrderAddInput.contactId',
  'OrderAddInput.promotionOverride',
  'OrderDomainInput.priceOverride',
  'OrderDomainInput.renewalPriceOverride',
  'OrderProductInput.priceOverride',
  'TicketOpenInput.contactId',
  'TicketOpenInput.email',
  'TicketOpenInput.name',
  'TicketReplyAddInput.adminUsername',
  'TicketReplyAddInput.contactId',
  'TicketReplyAddInput.email',
  'TicketReplyAddInput.name',
  'TicketReplyAddInput.status',
];

const staffFields = [
  'Client.automaticCardChargeDisabled',
  'Client.automaticClosingDisabled',
  'Client.groupId',
  'Client.lastLogin',
  'Client.lateFeeExempt',
  'Client.notes',
  'Client.overdueNoticesDisabled',
  'Client.separateInvoices',
  'Client.stats',
  'Client.taxExempt',
  'ClientStats',
  'Domain.notes',
  'Domain.promotionId',
  'EmailType',
  'EmailVariableInput',
  'InvoiceItemAddInput',
  'InvoiceItemUpdateInput',
  'Operation.requestId',
  'Operation.viewer',
  'OperationConnection',
  'OperationEdge',
  'Order.fraudData',
  'Order.fraudModule',
  'Order.fraudOutput',
  'Order.ipAddress',
  'Order.notes',
  'Order.requestorAdminId',
  'Order.serializedData',
  'Order.validationData',
  'Query.operations',
  'Query.toDoItems',
  'Query.unresolvedOperations',
  'Quote.notes',
  'QuoteStage.DRAFT',
  'QuoteStageFilter.DRAFT',
  'Service.assignedIps',
  'Service.dedicatedIp',
  'Service.notes',
  'Service.overrideAutoSuspend',
  'Service.overrideAutoSuspendEndsOn',
  'Service.promotionId',
  'Service.serverId',
  'Service.serverIp',
  'Ticket.adminName',
  'Ticket.flaggedAdminId',
  'Ticket.notes',
  'TicketAttachment.storedName',
  'TicketDepartment.awaitingReply',
  'TicketDepartment.openTickets',
  'TicketMessage.adminName',
  'TicketNote',
  'ToDoItem',
  'ToDoItemConnection',
  'ToDoItemEdge',
];

it('gives staff with all permissions the whole schema', () => {
  expect(schemaFor(staff('a'))).toBe(schema);
  expect(schemaFor(configured({ name: 'b', role: 'STAFF', allow: actions }))).toBe(schema);
});

it('gives viewers with the same permissions the same schema, whatever their clients', () => {
  expect(schemaFor(narrowed(partner, 1))).toBe(schemaFor(partner));
  expect(schemaFor(configured({ name: 'other', role: 'PARTNER', clients: [7] }))).toBe(schemaFor(partner));
  expect(schemaFor(restricted('demo-partner', 'PARTNER', [1]))).toBe(schemaFor(client));
  expect(schemaFor(configured({ name: 'more', role: 'CLIENT', clients: [1], allow: ['dangerous'] }))).not.toBe(
    schemaFor(client),
  );
});

it('gives partners suspend and unsuspend, which clients lack, and nothing else', () => {
  const roots = difference(schemaFor(partner), schemaFor(client)).filter((part) => part.startsWith('Mutation.'));
  expect(roots).toEqual(['Mutation.serviceSuspend', 'Mutation.serviceUnsuspend']);
  expect(difference(schemaFor(client), schemaFor(partner))).toEqual([]);
});

describe('staff alone, whatever else is permitted, have', () => {
  const shown = schemaFor({ ...partner, may: () => true });
  /** Without the members of types that disappear together with the field that leads to them. */
  const lacking = difference(schema, shown).filter(
    (part) => !part.includes('.') || shown.getType(part.replace(/\..*/, '')),
  );
  const isInput = (part: string) => /Input\.|OrderField\./.test(part);

  it('inputs that impersonate, set prices, or decide a client’s standing or a server', () => {
    expect(lacking.filter(isInput)).toEqual(staffInputs);
  });

  it('facts that WHMCS shows to its administrators', () => {
    expect(lacking.filter((part) => !isInput(part))).toEqual(staffFields);
  });
});

it.each([...operations()])('%s is valid for its own role', (name, text) => {
  const role = ({ staff: 'STAFF', partner: 'PARTNER', client: 'CLIENT' } as const)[roleOf(name)];
  expect(validate(schemaFor(configured({ name: 'x', role, clients: [1] })), parse(text))).toEqual([]);
});
