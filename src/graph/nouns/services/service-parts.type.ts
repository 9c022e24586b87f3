/** What a service is made of: its statuses and the values of its options. */
import { builder } from '../../schema-kit/builder.ts';
import { globalId } from '../../base/global-id.ts';
import type { ConfigOptionFact } from './service-facts.ts';

const statuses = {
  PENDING: { description: 'Ordered and not yet set up.' },
  ACTIVE: { description: 'Set up and running.' },
  SUSPENDED: { description: 'Switched off, and kept.' },
  TERMINATED: { description: 'Removed from the server.' },
  CANCELLED: { description: 'Cancelled.' },
  FRAUD: { description: 'Ordered by somebody whom staff took for a fraud.' },
  COMPLETED: { description: 'Done, with nothing left to bill.' },
};

export const ServiceStatus = builder.enumType('ServiceStatus', {
  description: 'Where a service stands.',
  values: { ...statuses, OTHER: { description: 'A status that the gateway does not know.' } },
});

export const ServiceStatusFilter = builder.enumType('ServiceStatusFilter', {
  description: 'A status that services can be listed by.',
  values: statuses,
});

export const ConfigOptionValue = builder.objectRef<ConfigOptionFact>('ConfigOptionValue').implement({
  description: 'What was chosen about a service when it was ordered.',
  fields: (t) => ({
    optionId: t.id({
      nullable: false,
      description: 'The option, for ConfigOptionInput.',
      resolve: ({ optionId }) => globalId('ConfigOption', optionId ?? 0),
    }),
    name: t.exposeString('name', { description: 'Its name.' }),
    type: t.exposeString('type', { description: "WHMCS's word for its kind: dropdown, radio, yesno or quantity." }),
    value: t.exposeString('value', { description: 'What was chosen, as its name or quantity.' }),
  }),
});
