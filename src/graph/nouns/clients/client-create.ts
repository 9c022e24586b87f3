/** clientCreate: AddClient, then the other commands of a signup. */
import { randomBytes } from 'node:crypto';
import type { Params, WriteCommand } from '../../../whmcs/command.ts';
import { AddClient, GetClientsDetails, UpdateClient } from '../../../whmcs/commands/clients.ts';
import { ResetPassword } from '../../../whmcs/commands/users.ts';
import { JournalError } from '../../../journal/journal.ts';
import { LostAnswer, WhmcsError } from '../../../whmcs/errors.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { customFieldsIn } from '../../write/custom-fields.ts';
import { withoutNullish } from '../../write/input.ts';
import type { ValueOf } from '../../write/input-shape.ts';
import { countryIn, emailIn } from './client-input.ts';
import type { ClientCreateInput } from './client.mutations.ts';
import { Currencies } from '../catalogue/currency.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';

type Input = ValueOf<typeof ClientCreateInput>;

export interface Created {
  /** Null if WHMCS reported no number, and the client was not found by its address either. */
  readonly clientId: number | null;
  readonly passwordLinkSent: boolean | null;
  readonly paymentMethodSet: boolean | null;
}

/** The group of the new client: the partner's own group, so that the partner sees it; staff may choose any. */
const groupFor = ({ groupId }: Input, { viewer }: WriteScope): number | undefined => viewer.group ?? groupId;

/** A password that passes every rule that WHMCS can be configured with: long, with upper and lower case, digits and symbols. */
const randomPassword = (): string => `${randomBytes(24).toString('base64url')}aA1!`;

/**
 * Signs a client up. Without a password, a random one is set and WHMCS mails a link to choose another. AddClient does not take a payment
 * method, so it is set afterwards.
 */
export async function createClient(input: Input, graph: WriteScope): Promise<Created> {
  const { session } = graph;
  const group = groupFor(input, graph);
  const { ownerUserId: owner, currencyId: currency } = input;
  await Promise.all([
    graph.noun(PaymentMethods).check(input.paymentMethod, 'paymentMethod'),
    graph.noun(Currencies).check(currency),
  ]);
  const needsPassword = input.password === undefined && owner === undefined;
  const { clientid } = await session.write(
    AddClient,
    {
      firstname: input.firstName,
      lastname: input.lastName,
      email: emailIn(input.email),
      address1: input.address.line1,
      city: input.address.city,
      state: input.address.state,
      postcode: input.address.postcode,
      country: countryIn(input.address.countryCode),
      phonenumber: input.phoneNumber,
      noemail: !input.sendWelcomeEmail,
      ...withoutNullish({
        address2: input.address.line2,
        companyname: input.companyName,
        password2: needsPassword ? randomPassword() : input.password,
        currency,
        groupid: group,
        owner_user_id: owner,
        securityqid: input.securityQuestionId,
        securityqans: input.securityQuestionAnswer,
        language: input.language,
        tax_id: input.taxId,
        clientip: input.clientIp,
        notes: input.notes,
        marketingoptin: input.marketingOptIn,
        customfields: customFieldsIn(input.customFields, 'clients', graph),
      }),
    },
    null,
  );
  const clientId = clientid ?? (await idByEmail(graph, input.email, group));
  if (clientId !== null && group !== undefined) {
    graph.groups.clientMoved(clientId, group);
    if (graph.viewer.group !== null) graph.admit(clientId);
  }
  return {
    clientId,
    passwordLinkSent: needsPassword ? await attempt(graph, ResetPassword, { email: input.email }, clientId) : null,
    paymentMethodSet:
      input.paymentMethod && clientId !== null
        ? await attempt(graph, UpdateClient, { clientid: clientId, paymentmethod: input.paymentMethod }, clientId)
        : null,
  };
}

/** Sends a command that follows the signup. The client exists even if it fails: a failure returns false, an unknown outcome null. */
async function attempt<C extends WriteCommand>(
  { session }: WriteScope,
  command: C,
  params: Params<C>,
  owner: number | null,
): Promise<boolean | null> {
  try {
    await session.write(command, params, owner);
    return true;
  } catch (error) {
    if (error instanceof LostAnswer) return null;
    if (error instanceof WhmcsError || error instanceof JournalError) return false;
    throw error;
  }
}

/** Finds the new client by its address: the answer's clientid is undocumented and may be missing. The viewer may not see the client yet. */
async function idByEmail({ session }: WriteScope, email: string, group: number | undefined): Promise<number | null> {
  try {
    const { client } = await session.read(GetClientsDetails, { email });
    const isMatch =
      client.email?.toLowerCase() === email.toLowerCase() && (group === undefined || client.groupid === group);
    return isMatch ? client.id : null;
  } catch (error) {
    // The client exists: a later failure must not suggest that it does not.
    if (error instanceof WhmcsError) return null;
    throw error;
  }
}
