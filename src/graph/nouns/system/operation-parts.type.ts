/** The parts of an operation in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import type { Step } from '../../../journal/entry.ts';

export const OperationStateType = builder.enumType('OperationState', {
  description: 'The state of an operation.',
  values: {
    RUNNING: { description: 'It is running.' },
    DONE: { description: 'It has happened.' },
    REFUSED: { description: 'WHMCS refused it, and nothing has happened.' },
    NOT_APPLIED: { description: 'No clear answer came, and it has not happened: safe to send again.' },
    UNKNOWN: { description: 'It was sent, and its outcome is not known yet.' },
  } as const,
});

export const OperationKnownBy = builder.enumType('OperationKnownBy', {
  description: 'How the outcome of an operation is known.',
  values: {
    ANSWER: { description: 'WHMCS answered.' },
    READING: { description: 'No clear answer came; reading WHMCS has shown the outcome.' },
    INFERENCE: {
      description:
        'No clear answer came; reading WHMCS found one new matching record that no other operation explains.',
    },
    STAFF: { description: 'Staff have looked in WHMCS and recorded the outcome.' },
  } as const,
});

const OperationCommandState = builder.enumType('OperationCommandState', {
  description: 'The state of a command of an operation.',
  values: {
    SENDING: { description: 'It is about to be sent, or has been sent.' },
    DONE: { description: 'It has happened.' },
    REFUSED: { description: 'WHMCS refused it, or it has not happened.' },
    UNKNOWN: { description: 'No clear answer came.' },
  } as const,
});

const commandStates = { sending: 'SENDING', done: 'DONE', refused: 'REFUSED', unknown: 'UNKNOWN' } as const;

export const OperationCommand = builder.objectRef<Step>('OperationCommand').implement({
  description: 'A command that an operation sent to WHMCS.',
  fields: (t) => ({
    name: t.exposeString('command', { nullable: false, description: "WHMCS's name of it." }),
    state: t.field({
      type: OperationCommandState,
      nullable: false,
      description: 'The state.',
      resolve: ({ state }) => commandStates[state],
    }),
    sentAt: t.field({
      type: 'DateTime',
      nullable: false,
      description: 'When it was sent.',
      resolve: ({ sentAt }) => new Date(sentAt).toISOString(),
    }),
  }),
});
