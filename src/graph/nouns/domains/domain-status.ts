/** Where a domain stands. */
import { enumWords } from '../../base/enum-words.ts';
import { builder } from '../../schema-kit/builder.ts';
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

const meanings = {
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
};

export const DomainStatus = enumeration('DomainStatus', domainStatus, {
  description: 'Where a domain stands.',
  values: meanings,
  other: 'A status that the gateway does not know.',
});

export const DomainStatusInput = builder.enumType('DomainStatusInput', {
  description: 'A status that a domain can be given.',
  values: {
    PENDING: { description: meanings.PENDING },
    PENDING_REGISTRATION: { description: meanings.PENDING_REGISTRATION },
    PENDING_TRANSFER: { description: meanings.PENDING_TRANSFER },
    ACTIVE: { description: meanings.ACTIVE },
    GRACE: { description: meanings.GRACE },
    REDEMPTION: { description: meanings.REDEMPTION },
    EXPIRED: { description: meanings.EXPIRED },
    TRANSFERRED_AWAY: { description: meanings.TRANSFERRED_AWAY },
    CANCELLED: { description: meanings.CANCELLED },
    FRAUD: { description: meanings.FRAUD },
  },
});
