/** Modules of the installation: their settings, and the queue of their failed calls. */
import { GetModuleConfigurationParameters, GetModuleQueue } from '../../../whmcs/commands/modules.ts';
import type { Answer } from '../../../whmcs/command.ts';
import { enumWords } from '../../base/enum-words.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';
import { enumeration } from '../../schema-kit/enumeration.ts';
import { Domain, Domains } from '../domains/domain.ts';
import { Service, Services } from '../services/service.ts';

rowsQuery('moduleConfigurationParameters', {
  description: 'The settings that a module has. Their values are not shown by any command.',
  type: 'ModuleConfigurationParameter',
  each: 'A setting of a module.',
  command: GetModuleConfigurationParameters,
  rows: ({ parameters }) => parameters,
  filters: (filter) => ({
    type: filter.required(filter.text('moduleType', 'The type of the module: "gateway", "registrar".')),
    name: filter.required(filter.text('moduleName', 'The module\'s system name: "paypal".')),
  }),
  fields: (f) => ({
    name: f.text('name', 'Its name, as `moduleConfigurationUpdate` takes it.'),
    displayName: f.text('displayName', 'Its name for people.'),
    fieldType: f.text('fieldType', 'How it is entered: "text", "password", "yesno", "dropdown".'),
  }),
  offered: 'staff',
});

const words = enumWords({ SERVICE: 'service', DOMAIN: 'domain', ADDON: 'addon' });

const moduleServiceType = enumeration('ModuleServiceType', words, {
  description: 'What a module was called for.',
  values: { SERVICE: 'A service.', DOMAIN: 'A domain.', ADDON: 'An add-on of a service.' },
  other: 'Something that the gateway does not know.',
  given: { name: 'ModuleServiceTypeFilter', description: 'What modules were called for.' },
});

type Queued = Answer<typeof GetModuleQueue>['queue'][number];

/** The number of what a call was for, if it was for a thing of this type. */
const idIf =
  (type: string) =>
  ({ serviceType, serviceId }: Queued): number | null =>
    serviceType === type ? (serviceId ?? null) : null;

rowsQuery('moduleQueue', {
  description: 'Calls of modules that failed and wait to be sent again.',
  type: 'ModuleQueueEntry',
  each: 'A call of a module that failed.',
  command: GetModuleQueue,
  rows: ({ queue }) => queue,
  filters: (filter) => ({
    serviceType: filter.enumOf(moduleServiceType, 'serviceType', 'Only calls for a thing of this type.'),
    relatedId: filter.related(
      { Service: 'service', Domain: 'domain' },
      { id: 'relatedId', type: 'serviceType' },
      'Only calls for this service or domain: its global id. Its type counts for more than `serviceType`.',
    ),
    moduleName: filter.text('moduleName', 'Only calls of the module with this system name.'),
    action: filter.text('moduleAction', 'Only calls of this function: "CreateAccount".'),
    since: filter.instant('since', 'Only calls that were last tried at this moment or later.'),
  }),
  fields: (f) => ({
    whmcsId: f.count('id', "WHMCS's own number."),
    serviceType: f.enumOf(moduleServiceType, 'serviceType', 'What the module was called for.'),
    service: f.named(Service, 'The service, if it was called for one.', idIf('service'), (id, graph) =>
      typeof id === 'number' ? graph.noun(Services).byId(id) : null,
    ),
    domain: f.named(Domain, 'The domain, if it was called for one.', idIf('domain'), (id, graph) =>
      typeof id === 'number' ? graph.noun(Domains).byId(id) : null,
    ),
    relatedId: f.id('serviceId', "WHMCS's number of the service, domain or add-on."),
    moduleName: f.text('moduleName', "The module's system name."),
    action: f.text('moduleAction', 'The function that was called: "CreateAccount".'),
    lastAttemptAt: f.instant('lastAttempt', 'When it was last tried.'),
    lastError: f.text('lastAttemptError', 'Why it failed, in the words of the server or registrar.'),
    retryCount: f.count('numRetries', 'How often it was tried again.'),
    isCompleted: f.flag('completed', 'Whether it has succeeded since.'),
    createdAt: f.instant('createdAt', 'When it first failed.'),
    updatedAt: f.instant('updatedAt', 'When the entry last changed.'),
  }),
  offered: 'staff',
});
