/** Where a domain stands. */
import { enumWords } from '../../base/enum-words.ts';
import { enumeration } from '../../schema-kit/enumeration.ts';

export const domainStatus = enumWords({
  PENDING: 'Pending',
  PENDING_REGISTRATION: 'Pending Registration',
  PENDING_TRANSFER: 'Pending Transfer',
  ACTIVE: 'Active',
  GRACE: 'Grace',
  REDEMPTION: 'Redemption',
  EXPIRED: 'Expired',
  TRANSFERRED_AWAY: 'Transferred Away',
  CANCELLED: 'Cancelled',
  FRAUD: 'Fraud',
});

export const DomainStatus = enumeration('DomainStatus', domainStatus, {
  description: 'Where a domain stands.',
  values: {
    PENDING: 'Ordered.',
    PENDING_REGISTRATION: 'Being registered.',
    PENDING_TRANSFER: 'Being transferred from another registrar.',
    ACTIVE: 'Registered.',
    GRACE: 'Expired, and to be had back at the usual price.',
    REDEMPTION: 'Expired, and to be had back at a higher price.',
    EXPIRED: 'Expired.',
    TRANSFERRED_AWAY: 'Transferred to another registrar.',
    CANCELLED: 'Cancelled.',
    FRAUD: 'Staff marked its order as fraud.',
  },
  other: 'A status that the gateway does not know.',
});
