/** What a mutation may end in besides its payload, in the graph. */
import { builder } from '../schema-kit/builder.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  NotSentError,
  RefusedError,
  UnknownOutcomeError,
  type UserError,
} from '../base/errors.ts';

const UserErrorInterface = builder.interfaceRef<UserError>('UserError').implement({
  description: 'Why a mutation did not succeed.',
  fields: (t) => ({ message: t.exposeString('message', { nullable: false, description: 'In words for people.' }) }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'The thing does not exist, or is not yours to see. Nothing was sent.',
  interfaces: [UserErrorInterface],
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'The input is wrong; WHMCS was not asked.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    path: t.stringList({
      nullable: { list: false, items: false },
      description: 'The input field, from `input` on.',
      resolve: (error) => [...error.path],
    }),
  }),
});

builder.objectType(RefusedError, {
  name: 'RefusedError',
  description: 'WHMCS understood the command and said no.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    command: t.exposeString('command', { nullable: false, description: 'The WHMCS command.' }),
    reason: t.exposeString('reason', { nullable: false, description: "WHMCS's own words." }),
  }),
});

builder.objectType(ForbiddenError, {
  name: 'ForbiddenError',
  description: 'You may not do this, whatever the thing. Nothing was sent.',
  interfaces: [UserErrorInterface],
});

builder.objectType(NotSentError, {
  name: 'NotSentError',
  description:
    'Nothing was sent: WHMCS is unreachable or busy, refuses our credential, or a limit is reached. Safe to try again.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    code: t.exposeString('code', {
      nullable: false,
      description: 'As in `extensions.code` of other errors, for example WHMCS_UNREACHABLE.',
    }),
    retryAfterMs: t.exposeInt('retryAfterMs', { description: 'When to try again, where that is known.' }),
  }),
});

builder.objectType(UnknownOutcomeError, {
  name: 'UnknownOutcomeError',
  description:
    'The command was sent and no clear answer came: it, or part of it, may or may not have happened. Look before you repeat it.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    command: t.exposeString('command', { nullable: false, description: 'The WHMCS command.' }),
    operationId: t.exposeID('operationId', { description: 'For `operation`, which tells what became of it.' }),
  }),
});

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'The thing stands otherwise than this needs, as read just now. Nothing has changed.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    subject: t.exposeString('subject', {
      nullable: false,
      description:
        'What is otherwise: `status`, `stage`, `validUntil`, `balance`, `credit`, `transactionId`, or `operation` where an earlier one is of unknown outcome.',
    }),
    expected: t.stringList({
      nullable: { list: false, items: false },
      description: 'What would have done, each of them by itself; amounts at most.',
      resolve: (error) => [...error.expected],
    }),
    actual: t.exposeString('actual', {
      description: 'What there is, of an operation its id where it is yours; null where WHMCS does not say.',
    }),
  }),
});

/** The members of every result union beside its payload. */
export const userErrors = [
  NotFoundError,
  InvalidInputError,
  ConflictError,
  RefusedError,
  ForbiddenError,
  NotSentError,
  UnknownOutcomeError,
];
