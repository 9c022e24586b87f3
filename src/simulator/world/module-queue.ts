import { dayFromEpoch } from '../clock.ts';
import type { QueuedCall } from './model.ts';

const failed = { numRetries: 0, completed: false, lastAttempt: '', lastAttemptError: '' };

/** Module calls that failed, or that wait for their first retry. */
export const queuedCalls: readonly QueuedCall[] = [
  {
    ...failed,
    id: 1,
    serviceType: 'service',
    serviceId: 3,
    moduleName: 'cpanel',
    moduleAction: 'CreateAccount',
    lastAttempt: `${dayFromEpoch(-1)} 09:00:02`,
    lastAttemptError: 'Package "pebble" not found on server & mirror',
    numRetries: 2,
    createdAt: `${dayFromEpoch(-2)} 09:00:02`,
    updatedAt: `${dayFromEpoch(-1)} 09:00:02`,
  },
  {
    ...failed,
    id: 2,
    serviceType: 'domain',
    serviceId: 1,
    moduleName: 'opensrs',
    moduleAction: 'Renew',
    lastAttempt: `${dayFromEpoch(-3)} 01:10:00`,
    lastAttemptError: 'Login failed: password=hunter22-STAFF',
    completed: true,
    createdAt: `${dayFromEpoch(-3)} 01:00:00`,
    updatedAt: `${dayFromEpoch(-3)} 01:10:00`,
  },
  {
    ...failed,
    id: 5,
    serviceType: 'addon',
    serviceId: 1,
    moduleName: 'licensing',
    moduleAction: 'SuspendAccount',
    createdAt: `${dayFromEpoch(0)} 06:00:00`,
    updatedAt: '',
  },
];
