/** Where quotes stand. */
import { enumWords } from '../../base/enum-words.ts';
import { builder } from '../../schema-kit/builder.ts';
import { enumeration } from '../../schema-kit/enumeration.ts';

export const quoteStage = enumWords({
  DRAFT: 'Draft',
  DELIVERED: 'Delivered',
  ON_HOLD: 'On Hold',
  ACCEPTED: 'Accepted',
  LOST: 'Lost',
  DEAD: 'Dead',
});

export const QuoteStage = enumeration('QuoteStage', quoteStage, {
  description: 'Where a quote stands.',
  values: {
    DRAFT: { staff: 'Being written. For staff.' },
    DELIVERED: 'Sent to its recipient.',
    ON_HOLD: 'Put off.',
    ACCEPTED: 'Accepted, and made an invoice.',
    LOST: 'Declined.',
    DEAD: 'Given up.',
  },
  other: 'A stage that the gateway does not know.',
  given: { name: 'QuoteStageFilter', description: 'A stage that quotes can be listed by.' },
});

export const QuoteStageInput = builder.enumType('QuoteStageInput', {
  description: 'A stage that staff can put a quote in.',
  values: {
    DRAFT: { description: 'Being written: its recipient does not see it.' },
    DELIVERED: { description: 'Sent to its recipient. No mail is sent: see quoteSend.' },
    ON_HOLD: { description: 'Put off.' },
    ACCEPTED: { description: 'Accepted. No invoice is made: see quoteAccept.' },
    LOST: { description: 'Declined.' },
    DEAD: { description: 'Given up.' },
  },
});
