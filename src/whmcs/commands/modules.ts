/**
 * Modules of the installation, and the queue of their failed calls: GetModuleConfigurationParameters, ActivateModule, DeactivateModule,
 * UpdateModuleConfiguration, GetModuleQueue.
 */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { gatewaySwitched } from '../reconcile/gateway.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { dateTimeParam, idParam, optional, settingParam } from '../wire/params.ts';
import { withoutNamedSecrets } from '../wire/named-secrets.ts';
import { count, dateTime, flag, id, listOf, text } from '../wire/values.ts';
import { GetPaymentMethods } from './system.ts';

const module = { moduleType: z.string(), moduleName: z.string() };

export const GetModuleConfigurationParameters = read('GetModuleConfigurationParameters', {
  params: z.strictObject(module),
  answer: z.object({
    parameters: listOf('parameter', z.object({ name: text, displayName: text, fieldType: text })).default([]),
  }),
  keep: 'reference',
  topics: ['installation'],
  probe: { moduleType: 'gateway', moduleName: 'banktransfer' },
});

/** The text of a server or registrar, which may repeat what it was sent. */
const said = text.transform((error) => (error ? withoutNamedSecrets(error) : error));

const queued = z.object({
  id,
  serviceType: text,
  serviceId: id,
  moduleName: text,
  moduleAction: text,
  lastAttempt: dateTime,
  lastAttemptError: said,
  numRetries: count,
  completed: flag,
  createdAt: dateTime,
  updatedAt: dateTime,
});

/** Calls of modules that failed. It counts under a name of its own. */
export const GetModuleQueue = read('GetModuleQueue', {
  params: z.strictObject({
    serviceType: z.enum(['service', 'domain', 'addon']).optional(),
    relatedId: idParam.optional(),
    ...optional(z.string(), 'moduleName', 'moduleAction'),
    since: dateTimeParam.optional(),
  }),
  answer: z.object({ count, queue: listOf('item', queued).default([]) }),
  keep: 'list',
  // Module calls change what they are about, and fail or succeed with it.
  topics: ['services', 'domains'],
  probe: { serviceType: 'domain' },
});

const unknownModule = [
  'Invalid module type provided. Supported module types include: …',
  'Invalid module name provided.',
] as const;

/** Values of a module's settings, by name. They may be passwords and keys. */
const parameters = z.record(z.string(), z.union([z.string(), settingParam]));

const activeGateways = async (look: FreshRead): Promise<string[]> =>
  (await look(GetPaymentMethods, {})).paymentmethods.flatMap(({ module: name }) => name ?? []);

export const ActivateModule = write('ActivateModule', {
  params: z.strictObject({ ...module, parameters: parameters.optional() }),
  secretParams: ['parameters'],
  answer: z.object({}),
  purpose: 'dangerous',
  repeat: 'none',
  refusals: [...unknownModule, 'Module activation not supported by module type.'],
  reconcile: gatewaySwitched(activeGateways, true),
  changes: { paymentMethods: true, registrars: true },
});

/** `newGateway` takes over what is paid by a gateway that is deactivated. */
export const DeactivateModule = write('DeactivateModule', {
  params: z.strictObject({ ...module, newGateway: z.string().optional() }),
  answer: z.object({}),
  purpose: 'dangerous',
  repeat: 'error',
  refusals: [...unknownModule, 'Module deactivation not supported by module type.'],
  reconcile: gatewaySwitched(activeGateways, false),
  changes: {
    paymentMethods: true,
    registrars: true,
    clients: true,
    services: true,
    domains: true,
    invoices: true,
    orders: true,
  },
  crosses: 'newGateway',
});

export const UpdateModuleConfiguration = write('UpdateModuleConfiguration', {
  params: z.strictObject({ ...module, parameters: parameters.optional() }),
  secretParams: ['parameters'],
  answer: z.object({}),
  purpose: 'dangerous',
  repeat: 'none',
  refusals: [...unknownModule, 'Module activation not supported by module type.'],
  reconcile: { never: 'no command shows the values of the settings of a module' },
  // A gateway shows its name to clients.
  changes: { paymentMethods: true },
});
