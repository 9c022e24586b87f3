/** emailSend: SendEmail. */
import { SendEmail } from '../../../whmcs/commands/emails.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import { parseGlobalId } from '../../base/global-id.ts';
import type { ValueOf } from '../../write/input-shape.ts';
import { withoutNullish, notEmpty } from '../../write/input.ts';
import { emailType, type EmailType, Emails } from './email.ts';
import type { EmailSendInput } from './email.mutations.ts';
import { Clients } from '../clients/client.ts';
import { Domains } from '../domains/domain.ts';
import { Invoices } from '../billing/invoice.ts';
import { Services } from '../services/service.ts';
import { Tickets } from '../support/ticket.ts';

type Input = ValueOf<typeof EmailSendInput>;

/** A thing that a message can be about. */
interface Related {
  readonly typename: string;
  readonly type: EmailType;
  readonly id: number;
}

/**
 * The type of message by what it is about. WHMCS takes a bare number for whatever the template is for, and would write to the wrong
 * people; hence a global id, which says what it is.
 */
const types: ReadonlyMap<string, EmailType> = new Map<string, EmailType>([
  ['Client', 'GENERAL'],
  ['Service', 'PRODUCT'],
  ['Domain', 'DOMAIN'],
  ['Invoice', 'INVOICE'],
  ['Ticket', 'SUPPORT'],
  ['Affiliate', 'AFFILIATE'],
]);

export async function sendEmail(input: Input, graph: WriteScope): Promise<{ sent: boolean }> {
  const related = relatedIn(input.relatedId);
  const words = wordsIn(input, related);
  const customvars = variablesIn(input.customVariables);
  const owner = await ownerOf(related, graph);
  if ('messagename' in words) await checkTemplate(words.messagename, related, graph);
  await graph.session.write(SendEmail, { id: related.id, ...words, ...withoutNullish({ customvars }) }, owner);
  return { sent: true };
}

function relatedIn(relatedId: string): Related {
  const parsed = parseGlobalId(relatedId);
  const type = parsed && types.get(parsed.type);
  if (!parsed || !type) {
    const came = parsed ? `the id of a ${parsed.type}` : `"${relatedId.slice(0, 40)}"`;
    const message = `expected a global id of one of ${[...types.keys()].join(', ')}, got ${came}`;
    throw new InvalidInputError(message, ['relatedId']);
  }
  return { typename: parsed.type, type, id: parsed.id };
}

/** Templates that WHMCS's documentation names as those that SendEmail does not send. */
const sentByWhmcsAlone: ReadonlySet<string> = new Set([
  'Order Confirmation',
  'Password Reset Confirmation',
  'Password Reset Validation',
  'Quote Accepted',
  'Quote Accepted Notification',
  'Quote Delivery with PDF',
  'Clients Only Bounce Message',
  'Replies Only Bounce Message',
  'Affiliate Monthly Referrals Report',
]);

/** A template, or words of the caller's own: one of them. */
function wordsIn({ template, customSubject, customMessage, customType }: Input, { type, typename }: Related) {
  if (customType !== undefined && customType !== type) {
    throw new InvalidInputError(`relatedId is a ${typename} and takes type ${type}, not ${customType}`, ['customType']);
  }
  if (template !== undefined) {
    const custom = Object.entries({ customSubject, customMessage, customType }).find(
      ([, value]) => value !== undefined,
    );
    if (custom) throw new InvalidInputError(`template and ${custom[0]} exclude each other`, [custom[0]]);
    if (sentByWhmcsAlone.has(template)) {
      throw new InvalidInputError(`WHMCS sends "${template}" by itself and not on request`, ['template']);
    }
    return { messagename: notEmpty(template, 'template') };
  }
  if (customSubject === undefined && customMessage === undefined) {
    throw new InvalidInputError('say what is to be sent: a template, or else words', ['template']);
  }
  return {
    customtype: emailType.write(type),
    customsubject: notEmpty(customSubject ?? '', 'customSubject'),
    custommessage: notEmpty(customMessage ?? '', 'customMessage'),
  };
}

function variablesIn(variables: Input['customVariables']): Record<string, string> | undefined {
  if (!variables || variables.length === 0) return undefined;
  return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
}

/**
 * The door: the thing is there, and this is the client to whom it belongs. Affiliates are no part of the graph yet; whether one exists
 * WHMCS alone can say, and whose it is nobody.
 */
async function ownerOf({ typename, type, id }: Related, graph: WriteScope): Promise<number | null> {
  const looks = {
    GENERAL: () => graph.noun(Clients).record(id),
    PRODUCT: () => graph.noun(Services).byId(id),
    DOMAIN: () => graph.noun(Domains).byId(id),
    INVOICE: () => graph.noun(Invoices).byId(id),
    SUPPORT: () => graph.noun(Tickets).byId(id),
    AFFILIATE: () => (graph.viewer.sees(null) ? { ownerId: null } : null),
  };
  const thing = await looks[type]();
  if (!thing) throw new NotFoundError(`There is no such ${typename.toLowerCase()}.`);
  return thing.ownerId;
}

/** WHMCS takes a template of any type, and reads the number as the number of another kind of thing. */
async function checkTemplate(name: string, { type, typename }: Related, graph: WriteScope): Promise<void> {
  const emails = graph.noun(Emails);
  if (await emails.hasTemplate(type, name)) return;
  const actual = await emails.typeOf(name);
  if (!graph.session.planner.believes) return;
  throw new InvalidInputError(
    actual === null
      ? `there is no e-mail template "${name}"`
      : `the template "${name}" is of type ${actual}; relatedId is a ${typename} and takes one of type ${type}`,
    ['template'],
  );
}
