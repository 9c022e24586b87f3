/** What a mutation answers where the thing stands otherwise than it needs. */
import { builder } from '../schema-kit/builder.ts';
import { ConflictError } from '../base/errors.ts';
import { UserErrorInterface } from './mutation.type.ts';

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'The thing stands otherwise than this needs, as read just now. Nothing has changed.',
  interfaces: [UserErrorInterface],
  fields: (t) => ({
    subject: t.exposeString('subject', {
      nullable: false,
      description:
        'What is otherwise: `status`, `balance`, `transactionId`, or `operation` where an earlier one is of unknown outcome.',
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
