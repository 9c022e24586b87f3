/** Settings of a domain at its registrar. */
import {
  DomainToggleIdProtect,
  DomainUpdateLockingStatus,
  DomainUpdateNameservers,
  DomainUpdateWhoisInfo,
} from '../../../whmcs/commands/domain-settings.ts';
import { isElementName } from '../../../whmcs/wire/registrar-contacts.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { filledText, flag, inputObject, list, ref, text } from '../../write/input-fields.ts';
import { checkManaged, checkProtection, serversIn } from './domain-guards.ts';
import { Domain } from './domain.ts';

const domain = ref(Domain, "The domain: its global id or WHMCS's number.");

mutation('domainNameserversUpdate', {
  description:
    'Replaces the name servers of a domain at its registrar. Partners and clients may change active domains. WHMCS: DomainUpdateNameservers.',
  command: DomainUpdateNameservers,
  offered: 'EVERYONE',
  inputDescription: 'The name servers that a domain is to have.',
  input: {
    domain,
    nameservers: list(
      filledText('A name server.', { example: 'ns#.host.example' }),
      'All of them, two to five: the others are removed.',
    ),
  },
  example: { nameservers: ['ns1.host.example', 'ns2.host.example'] },
  prepare: ({ nameservers }) => ({ servers: serversIn(nameservers) }),
  guard: ({ domain: asked }, graph) => checkManaged(asked, graph),
  params: ({ domainId, servers }) => ({ domainid: domainId, ...servers }),
  returns: 'domain',
});

mutation('domainLockUpdate', {
  description:
    'Locks a domain at its registrar against transfers, or unlocks it. Partners and clients may change active domains. WHMCS: DomainUpdateLockingStatus.',
  command: DomainUpdateLockingStatus,
  offered: 'EVERYONE',
  inputDescription: 'Whether a domain is to be locked.',
  input: { domain, isLocked: flag('Whether the registrar refuses to transfer it away.') },
  guard: ({ domain: asked }, graph) => checkManaged(asked, graph),
  params: ({ domainId, isLocked }) => ({ domainid: domainId, lockstatus: isLocked }),
  returns: 'domain',
});

mutation('domainIdProtectionUpdate', {
  description:
    "Keeps the owner's name out of WHOIS, or shows it. Partners and clients may change active domains whose `idProtection` is true, because it is bought with the domain. WHMCS: DomainToggleIdProtect.",
  command: DomainToggleIdProtect,
  offered: 'EVERYONE',
  inputDescription: "Whether a domain's owner is to be kept out of WHOIS.",
  input: { domain, idProtection: flag("Whether the owner's name is kept out of WHOIS.") },
  guard: ({ domain: asked }, graph) => {
    checkManaged(asked, graph);
    checkProtection(asked, graph);
  },
  params: ({ domainId, idProtection }) => ({ domainid: domainId, idprotect: idProtection }),
  returns: 'domain',
});

const DomainContactValueInput = inputObject('DomainContactValueInput', 'A value of a contact.', {
  name: filledText('Its name, as `Domain.contacts` has it.', { example: 'Email' }),
  value: text('The value; empty to clear it.'),
});

const DomainContactInput = inputObject('DomainContactInput', 'A contact of a domain.', {
  role: filledText('Its role, as `Domain.contacts` has it.', { example: 'Tech' }),
  values: list(DomainContactValueInput, 'All of its values: a registrar may clear those that are absent.'),
});

interface ContactInput {
  readonly role: string;
  readonly values: readonly { readonly name: string; readonly value: string }[];
}

/** By role and name, each of which may occur once. @throws InvalidInputError for a name that XML, and so WHMCS, cannot carry */
function contactsIn(contacts: readonly ContactInput[]): Record<string, Record<string, string>> {
  const byName = <T>(
    entries: readonly (readonly [name: string, value: T, path: readonly string[]])[],
  ): Record<string, T> => {
    const known = new Set<string>();
    for (const [name, , path] of entries) {
      if (!isElementName(name) || known.has(name))
        throw new InvalidInputError(`${JSON.stringify(name)} is no name that a registrar has, or occurs twice`, path);
      known.add(name);
    }
    return Object.fromEntries(entries.map(([name, value]) => [name, value]));
  };
  if (contacts.length === 0) throw new InvalidInputError('contacts must name at least one', ['contacts']);
  return byName(
    contacts.map(({ role, values }, index) => {
      const path = ['contacts', String(index)];
      const named = values.map(
        ({ name, value }, at) => [name, value, [...path, 'values', String(at), 'name']] as const,
      );
      return [role, byName(named), [...path, 'role']] as const;
    }),
  );
}

mutation('domainContactsUpdate', {
  description:
    'Replaces contacts of a domain at its registrar, with the names that the registrar module uses: read `Domain.contacts` first. Partners and clients may change active domains. WHMCS: DomainUpdateWhoisInfo.',
  command: DomainUpdateWhoisInfo,
  offered: 'EVERYONE',
  inputDescription: 'The contacts that a domain is to have.',
  input: { domain, contacts: list(DomainContactInput, 'The contacts, each as a whole.') },
  prepare: ({ contacts }) => ({ byRole: contactsIn(contacts) }),
  guard: ({ domain: asked }, graph) => checkManaged(asked, graph),
  params: ({ domainId, byRole }) => ({ domainid: domainId, xml: byRole }),
  returns: 'domain',
});
