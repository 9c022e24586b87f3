/** What administrators do for themselves: mail to each other, and notes. */
import { SendAdminEmail, UpdateAdminNotes } from '../../../whmcs/commands/administrators.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { builder } from '../../schema-kit/builder.ts';
import { quirkyMutation } from '../../write/declare-mutation.ts';
import {
  enumOf,
  filledText,
  idempotencyKey,
  idOf,
  inputObject,
  list,
  optional,
  text,
} from '../../write/input-fields.ts';
import type { ValueOf } from '../../write/input-shape.ts';
import { withoutNullish } from '../../write/input.ts';
import { Departments } from '../support/department.ts';
import { CurrentAdministrator } from './administrator.ts';
import { EmailVariableInput } from './email.mutations.ts';

const AdministratorEmailType = builder.enumType('AdministratorEmailType', {
  description: 'Which administrators get a message: those who are set up to get mail of this kind.',
  values: {
    SYSTEM: { description: 'Mail about the installation.', value: 'system' },
    ACCOUNT: { description: 'Mail about clients, orders and payments.', value: 'account' },
    SUPPORT: { description: 'Mail about tickets, of all departments or of one.', value: 'support' },
  } as const,
});

const AdministratorEmailSendInput = inputObject(
  'AdministratorEmailSendInput',
  "A message to administrators: one of WHMCS's templates, or a subject and a message.",
  {
    template: optional(filledText("The name of one of WHMCS's templates for administrators.")),
    customSubject: optional(filledText('The subject, without a template.')),
    customMessage: optional(filledText('The message as HTML, without a template.')),
    type: optional(enumOf(AdministratorEmailType, 'Who gets it; SYSTEM if it is left out.')),
    departmentId: optional(
      idOf('TicketDepartment', 'With type SUPPORT: only administrators of this department get it.'),
    ),
    variables: optional(list(EmailVariableInput, 'Values for merge fields.')),
    idempotencyKey: idempotencyKey('sends nothing twice'),
  },
);
type Input = ValueOf<typeof AdministratorEmailSendInput>;

/** A template, or words of the caller's own: one of them. */
function wordsIn({ template, customSubject, customMessage }: Input) {
  if (template !== undefined) {
    const custom = customSubject === undefined ? 'customMessage' : 'customSubject';
    if (customSubject !== undefined || customMessage !== undefined)
      throw new InvalidInputError(`template and ${custom} exclude each other`, [custom]);
    return { messagename: template };
  }
  if (customSubject === undefined || customMessage === undefined) {
    const missing = customMessage === undefined ? 'customMessage' : 'customSubject';
    if (customSubject === undefined && customMessage === undefined)
      throw new InvalidInputError('say what is to be sent: a template, or a subject and a message', ['template']);
    throw new InvalidInputError(`${missing} is needed without a template`, [missing]);
  }
  return { customsubject: customSubject, custommessage: customMessage };
}

const AdministratorEmailSendPayload = builder
  .objectRef<{ readonly sent: boolean }>('AdministratorEmailSendPayload')
  .implement({
    description: 'That administratorEmailSend was done.',
    fields: (t) => ({
      sent: t.exposeBoolean('sent', {
        nullable: false,
        description: 'That WHMCS has handed the message to its mail server.',
      }),
    }),
  });

quirkyMutation('administratorEmailSend', {
  description: 'Sends a message to administrators. WHMCS: SendAdminEmail.',
  command: SendAdminEmail,
  offered: 'NOBODY',
  input: AdministratorEmailSendInput,
  example: { customSubject: 'Disk #', customMessage: '<p>It is full.</p>' },
  payload: AdministratorEmailSendPayload,
  async run(input, graph) {
    const { type, departmentId: deptid, variables } = input;
    const words = wordsIn(input);
    if (deptid !== undefined && type !== 'support')
      throw new InvalidInputError('only a message of type SUPPORT is for a department', ['departmentId']);
    await graph.noun(Departments).check(deptid, 'departmentId');
    const mergefields = variables && Object.fromEntries(variables.map(({ name, value }) => [name, value]));
    await graph.session.write(SendAdminEmail, { ...words, ...withoutNullish({ type, deptid, mergefields }) }, null);
    return { sent: true };
  },
  recall: () => ({ sent: true }),
});

const AdministratorNotesUpdatePayload = builder
  .objectRef<{ readonly done: true }>('AdministratorNotesUpdatePayload')
  .implement({ description: 'The administrator whose notes were replaced.' });

CurrentAdministrator.under(AdministratorNotesUpdatePayload, 'currentAdministrator', {
  description: 'The administrator with the credential for reading, freshly read.',
  params: () => ({}),
});

quirkyMutation('administratorNotesUpdate', {
  description:
    'Replaces the notes of the administrator behind the API credential that may send support commands. WHMCS: UpdateAdminNotes.',
  command: UpdateAdminNotes,
  offered: 'NOBODY',
  input: inputObject('AdministratorNotesUpdateInput', 'The notes of an administrator.', {
    notes: text('The notes; empty text removes them.'),
  }),
  payload: AdministratorNotesUpdatePayload,
  async run({ notes }, { session }) {
    await session.write(UpdateAdminNotes, { notes }, null);
    return { done: true };
  },
  recall: () => ({ done: true }),
});
