/** The statuses of a service in the graph. */
import { builder } from '../../schema-kit/builder.ts';

const statuses = {
  PENDING: { description: 'Ordered and not yet set up.' },
  ACTIVE: { description: 'Set up and running.' },
  SUSPENDED: { description: 'Switched off, and kept.' },
  TERMINATED: { description: 'Removed from the server.' },
  CANCELLED: { description: 'Cancelled.' },
  FRAUD: { description: 'Staff marked its order as fraud.' },
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

export const ServiceStatusInput = builder.enumType('ServiceStatusInput', {
  description: 'A status that staff can give a service.',
  values: statuses,
});
