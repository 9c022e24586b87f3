/** The parts of an operation in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import type { Step } from '../../../journal/entry.ts';

export const OperationStateType = builder.enumType('OperationState', {
  description: 'How an operation stands.',
  values: {
    RUNNING: { description: 'Under way.' },
    DONE: { description: 'It has happened.' },
    REFUSED: { description: 'WHMCS said no, and nothing has happened.' },
    NOT_APPLIED: { description: 'No clear answer came, and it has not happened: safe to send again.' },
    UNKNOWN: { description: 'It was sent, and nobody knows yet whether it has happened.' },
  } as const,
});

export const OperationKnownBy = builder.enumType('OperationKnownBy', {
  description: 'How it is known what became of an operation.',
  values: {
    ANSWER: { description: 'WHMCS answered.' },
    READING: { description: 'No clear answer came; reading has shown it.' },
    INFERENCE: {
      description: 'No clear answer came; reading found one new thing like it that nothing else accounts for.',
    },
    STAFF: { description: 'Staff have looked, and recorded it.' },
  } as const,
});

const OperationCommandState = builder.enumType('OperationCommandState', {
  description: 'How a command of an operation stands.',
  values: {
    SENDING: { description: 'It is about to leave, or has left.' },
    DONE: { description: 'It has happened.' },
    REFUSED: { description: 'WHMCS said no, or it has not happened.' },
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
      description: 'How it stands.',
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
