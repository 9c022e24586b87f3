/** What can be bought for a domain, and how it leaves. */
import {
  DomainRegister,
  DomainRelease,
  DomainRenew,
  DomainRequestEPP,
  DomainTransfer,
} from '../../../whmcs/commands/domain-acts.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { confirmed, inStatus, isIn } from '../../write/guards.ts';
import { count, filledText, flag, optional, ref, staffOnly, text } from '../../write/input-fields.ts';
import { boughtOnce, checkExpiry, checkManaged, renewedOnce } from './domain-guards.ts';
import { Domain } from './domain.ts';

const domain = ref(Domain, "The domain: its global id or WHMCS's number.");

mutation('domainRegister', {
  description: 'Registers a pending domain at its registrar, which costs the host money. WHMCS: DomainRegister.',
  command: DomainRegister,
  offered: 'ALLOWED',
  inputDescription: 'A domain to register.',
  input: {
    domain,
    idnLanguage: optional(
      text("The language of an internationalised name, by the registrar's code. WHMCS 8.0 and later."),
    ),
  },
  repeated: 'registers nothing twice',
  derivedKey: boughtOnce,
  alreadyDone: {
    description: 'Whether the domain was registered, or being registered, before: this request has changed nothing.',
    before: ({ domain: asked }) => isIn(asked, ['ACTIVE', 'PENDING_REGISTRATION']),
  },
  guard: ({ domain: asked }) => inStatus(asked, 'PENDING'),
  params: ({ domainId, idnLanguage }) => ({ domainid: domainId, idnlanguage: idnLanguage }),
  returns: 'domain',
});

mutation('domainTransfer', {
  description:
    'Requests the transfer of a pending domain from another registrar, which costs the host money. WHMCS: DomainTransfer.',
  command: DomainTransfer,
  offered: 'ALLOWED',
  inputDescription: 'A domain to transfer.',
  input: {
    domain,
    eppCode: optional(filledText('The code of the former registrar; that of the order if absent.')),
    evenIfDone: optional(
      flag(
        'Requests the transfer again although it is pending, for example with another code. If absent, nothing is sent in this case and alreadyDone is true.',
      ),
    ),
  },
  repeated: 'requests no second transfer',
  derivedKey: boughtOnce,
  alreadyDone: {
    description: 'Whether the transfer was requested before: this request has changed nothing.',
    before: ({ domain: asked }) => isIn(asked, ['PENDING_TRANSFER']),
  },
  guard: ({ domain: asked, evenIfDone }) => inStatus(asked, 'PENDING', ...(evenIfDone ? ['PENDING_TRANSFER'] : [])),
  params: ({ domainId, eppCode }) => ({ domainid: domainId, eppcode: eppCode }),
  returns: 'domain',
});

mutation('domainRenew', {
  description:
    'Renews a domain at its registrar, which costs the host money. It takes the year of expiry that the caller has seen, so that nothing is renewed twice by accident. WHMCS: DomainRenew.',
  command: DomainRenew,
  offered: 'ALLOWED',
  inputDescription: 'A domain to renew.',
  input: {
    domain,
    currentExpiryYear: count(
      'The year of `Domain.expiresOn` before the renewal. If it is another one by now, the result is ConflictError, and nothing is sent.',
    ),
    years: staffOnly(optional(count('For how many years; `Domain.years` if absent. Staff only.'))),
  },
  example: { currentExpiryYear: 2026 },
  repeated: 'renews nothing twice',
  derivedKey: renewedOnce,
  guard: ({ domain: asked, currentExpiryYear }) => {
    inStatus(asked, 'ACTIVE', 'GRACE', 'REDEMPTION', 'EXPIRED');
    checkExpiry(asked, currentExpiryYear);
  },
  params: ({ domainId, years }) => ({ domainid: domainId, regperiod: years }),
  returns: 'domain',
});

mutation('domainRelease', {
  description: 'Hands a domain over to another registrar, as .uk domains are: it is gone then. WHMCS: DomainRelease.',
  command: DomainRelease,
  offered: 'NOBODY',
  inputDescription: 'A domain to hand over.',
  input: {
    domain,
    newTag: filledText('The tag of the registrar that takes it.', { example: 'NORDIC' }),
    confirm: text('The name of the domain, as a confirmation.'),
  },
  repeated: 'releases nothing twice',
  guard: ({ domain: asked, confirm: said }) => {
    confirmed(said, asked.known('name'));
    inStatus(asked, 'ACTIVE');
  },
  params: ({ domainId, newTag }) => ({ domainid: domainId, newtag: newTag }),
  returns: 'domain',
});

mutation('domainEppCodeRequest', {
  description:
    'Requests the code with which another registrar takes a domain. Some registrars answer it, others mail it to the owner. WHMCS: DomainRequestEPP.',
  command: DomainRequestEPP,
  offered: 'ALLOWED',
  inputDescription: 'A domain whose code is requested.',
  input: { domain },
  repeated: 'requests no second code',
  guard: ({ domain: asked }, graph) => checkManaged(asked, graph),
  params: ({ domainId }) => ({ domainid: domainId }),
  returns: 'domain',
  reveals: (f) => ({
    eppCode: f.text(
      'eppcode',
      'The code; null if the registrar mails it, and if the request is repeated with its key.',
    ),
  }),
});
