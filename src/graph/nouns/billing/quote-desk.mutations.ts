/** What staff do to quotes. WHMCS reads their days in the installation's own format. */
import { CreateQuote, DeleteQuote, SendQuote, UpdateQuote } from '../../../whmcs/commands/quote-writes.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { mutation } from '../../write/declare-mutation.ts';
import {
  day,
  enumOf,
  filledText,
  idOf,
  list,
  nested,
  notClearable,
  optional,
  optionalRef,
  ref,
} from '../../write/input-fields.ts';
import { gone, made } from '../../write/outcome.ts';
import { Currencies } from '../catalogue/currency.ts';
import { Client } from '../clients/client.ts';
import {
  checkLines,
  checkRecipient,
  contentParams,
  lineOf,
  QuoteItemAddInput,
  QuoteItemUpdateInput,
  QuoteRecipientInput,
  QuoteRecipientUpdateInput,
  quoteFields,
  recipientParams,
} from './quote-input.ts';
import { quoteStage, QuoteStageInput } from './quote-stage.ts';
import { Quote } from './quote.ts';

mutation('quoteCreate', {
  description: 'Writes a quote to a client, or to somebody who is not a client yet. WHMCS: CreateQuote.',
  command: CreateQuote,
  offered: 'NOBODY',
  inputDescription: 'A new quote.',
  input: {
    client: optionalRef(Client, 'The client.'),
    recipient: optional(nested(QuoteRecipientInput, 'The recipient, where that is not a client yet.')),
    currencyId: optional(idOf('Currency', 'The currency, where the recipient is not a client yet.')),
    subject: filledText('What it is about.'),
    stage: enumOf(QuoteStageInput, 'Where it stands.'),
    validUntil: day('The last day on which it holds.'),
    items: optional(list(QuoteItemAddInput, 'Its lines.')),
    ...quoteFields,
  },
  repeated: 'makes no second quote',
  prepare(input) {
    checkRecipient(input);
    return {};
  },
  check: ({ currencyId }, graph) => graph.noun(Currencies).check(currencyId),
  params: ({ clientId, recipient, currencyId, subject, stage, validUntil, items, ...content }, graph) => ({
    userid: clientId,
    currency: currencyId,
    subject,
    stage: quoteStage.write(stage),
    validuntil: graph.clock.localDate(validUntil),
    lineitems: items?.map((line) => lineOf(line)),
    ...contentParams(content, graph),
    ...recipientParams(recipient),
    postcode: recipient?.postcode,
  }),
  returns: { quote: made(Quote, 'quoteid') },
});

mutation('quoteUpdate', {
  description: 'Changes a quote and its lines. WHMCS removes no line. WHMCS: UpdateQuote.',
  command: UpdateQuote,
  offered: 'NOBODY',
  inputDescription: 'Changes to a quote. An absent field is unchanged.',
  input: {
    quote: ref(Quote, 'The quote.'),
    client: optionalRef(Client, 'The client who is to have it.'),
    recipient: notClearable(
      nested(QuoteRecipientUpdateInput, 'Changes to the recipient, where that is not a client yet.'),
    ),
    currencyId: optional(idOf('Currency', 'The currency, where the recipient is not a client yet.')),
    subject: notClearable(filledText('What it is about.')),
    stage: notClearable(enumOf(QuoteStageInput, 'Where it stands.')),
    validUntil: notClearable(day('The last day on which it holds.')),
    updateItems: optional(list(QuoteItemUpdateInput, 'Lines to change.')),
    addItems: optional(list(QuoteItemAddInput, 'Lines to add.')),
    ...quoteFields,
  },
  example: { subject: 'Changed subject' },
  repeated: 'adds no line twice',
  prepare(input) {
    checkRecipient(input);
    return {};
  },
  check: ({ currencyId }, graph) => graph.noun(Currencies).check(currencyId),
  guard({ quote, clientId, recipient, quoteId, updateItems = [] }, graph) {
    if (quote.ownerId !== null && clientId === undefined && recipient !== undefined)
      throw new InvalidInputError('the quote is to a client, whose address WHMCS shows', ['recipient']);
    return checkLines(graph, quoteId, updateItems);
  },
  params: (
    {
      quoteId,
      clientId,
      recipient,
      currencyId,
      subject,
      stage,
      validUntil,
      updateItems = [],
      addItems = [],
      ...content
    },
    graph,
  ) => ({
    quoteid: quoteId,
    userid: clientId,
    currency: currencyId,
    subject,
    stage: stage && quoteStage.write(stage),
    validuntil: validUntil && graph.clock.localDate(validUntil),
    lineitems:
      updateItems.length + addItems.length === 0
        ? undefined
        : [...updateItems, ...addItems].map((line) => lineOf(line)),
    ...contentParams(content, graph),
    ...recipientParams(recipient),
  }),
  returns: 'quote',
});

mutation('quoteSend', {
  description: 'Mails a quote to its recipient. WHMCS: SendQuote.',
  command: SendQuote,
  offered: 'NOBODY',
  inputDescription: 'A quote to send.',
  input: { quote: ref(Quote, 'The quote.') },
  repeated: 'sends no second mail',
  params: ({ quoteId }) => ({ quoteid: quoteId }),
  returns: 'quote',
});

mutation('quoteDelete', {
  description: 'Deletes a quote. WHMCS: DeleteQuote.',
  command: DeleteQuote,
  offered: 'NOBODY',
  inputDescription: 'A quote to delete.',
  input: { quote: ref(Quote, 'The quote.') },
  repeated: 'answers as the first time',
  params: ({ quoteId }) => ({ quoteid: quoteId }),
  returns: { deletedQuoteId: gone('quote') },
});
