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
  fields: (t) => ({
    message: t.exposeString('message', { nullable: false, description: 'The reason, for people to read.' }),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  description: 'The entity does not exist, or you may not see it. Nothing was sent.',
  interfaces: [UserErrorInterface],
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'The input is invalid. WHMCS was not called.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    path: t.stringList({
      nullable: { list: false, items: false },
      description: 'The path of the invalid field, from `input` on.',
      resolve: (error) => [...error.path],
    }),
  }),
});

builder.objectType(RefusedError, {
  name: 'RefusedError',
  description: 'WHMCS refused the command.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    command: t.exposeString('command', { nullable: false, description: 'The WHMCS command.' }),
    reason: t.exposeString('reason', { nullable: false, description: "WHMCS's own words." }),
  }),
});

builder.objectType(ForbiddenError, {
  name: 'ForbiddenError',
  description: 'You may not perform this mutation. Nothing was sent.',
  interfaces: [UserErrorInterface],
});

builder.objectType(NotSentError, {
  name: 'NotSentError',
  description:
    'Nothing was sent: WHMCS is unreachable or busy, rejects our credential, or a limit is reached. A retry is safe.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    code: t.exposeString('code', {
      nullable: false,
      description: 'As in `extensions.code` of other errors, for example WHMCS_UNREACHABLE.',
    }),
    retryAfterMs: t.exposeInt('retryAfterMs', { description: 'When to retry, if that is known.' }),
  }),
});

builder.objectType(UnknownOutcomeError, {
  name: 'UnknownOutcomeError',
  description:
    'The command was sent and no clear answer came: all or part of it may have happened. Check before you repeat it.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    command: t.exposeString('command', { nullable: false, description: 'The WHMCS command.' }),
    operationId: t.exposeID('operationId', {
      description: 'The id to query `operation` with: it reports the outcome once that is known.',
    }),
  }),
});

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'The entity is not in the state that this mutation needs, as read just now. Nothing was changed.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    subject: t.exposeString('subject', {
      nullable: false,
      description:
        'The fact in the way, for example `status` or `balance`; `operation` if an earlier one has an unknown outcome.',
    }),
    expected: t.stringList({
      nullable: { list: false, items: false },
      description: 'The values that would be accepted; for an amount, the maximum.',
      resolve: (error) => [...error.expected],
    }),
    actual: t.exposeString('actual', {
      description: 'The present value; for an operation its id, if you may see it. Null if WHMCS does not report it.',
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
