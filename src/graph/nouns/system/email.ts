/** Mail that WHMCS sends: what messages can be about, and the templates for each. */
import type { Answer } from '../../../whmcs/command.ts';
import { GetEmailTemplates } from '../../../whmcs/commands/emails.ts';
import type { Scope } from '../../read/scope.ts';
import { foundInList } from '../../entity/reference-list.ts';
import { enumWords } from '../../base/enum-words.ts';

/** What a message is about, and thereby whose number WHMCS wants with it. */
export const emailType = enumWords({
  GENERAL: 'general',
  PRODUCT: 'product',
  DOMAIN: 'domain',
  INVOICE: 'invoice',
  SUPPORT: 'support',
  AFFILIATE: 'affiliate',
});

export type EmailType = (typeof emailType.names)[number];

const isAmong = ({ emailtemplates }: Answer<typeof GetEmailTemplates>, name: string): boolean =>
  emailtemplates.some((row) => row.name === name);

export class Emails {
  readonly #graph: Scope;

  constructor(graph: Scope) {
    this.#graph = graph;
  }

  /** Whether a template is for messages of this type. GetEmailTemplates */
  async hasTemplate(type: EmailType, name: string): Promise<boolean> {
    const { session } = this.#graph;
    const has = await foundInList(session, GetEmailTemplates, { type: emailType.write(type) }, (list) =>
      isAmong(list, name) ? true : undefined,
    );
    return has ?? false;
  }

  /** The type that a template is for, or null where there is no such template: rows do not say it, hence every type is asked. */
  async typeOf(name: string): Promise<EmailType | null> {
    const { session } = this.#graph;
    const has = await Promise.all(
      emailType.names.map(async (type) =>
        isAmong(await session.read(GetEmailTemplates, { type: emailType.write(type) }), name),
      ),
    );
    return emailType.names.find((_, index) => has[index]) ?? null;
  }
}
