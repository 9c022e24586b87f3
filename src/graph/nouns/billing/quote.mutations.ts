/** What can be done to quotes. */
import { AcceptQuote } from '../../../whmcs/commands/quotes.ts';
import { ConflictError } from '../../base/errors.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { ref } from '../../write/input-fields.ts';
import { made } from '../../write/outcome.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { Invoice } from './invoice.ts';
import { Quote } from './quote.ts';

/**
 * Checks that a quote is still on offer. WHMCS accepts any quote, which is what administrators want.
 *
 * @param quote freshly read
 * @throws ConflictError for partners and clients, if it is not delivered, or its last day is over
 */
function checkOffered(quote: Quote, { viewer, clock }: WriteScope): void {
  if (viewer.role === 'STAFF') return;
  const stage = quote.known('stage') ?? null;
  if (stage !== 'DELIVERED') {
    throw new ConflictError(`the quote is ${stage ?? 'in no stage that WHMCS tells'}, not DELIVERED`, {
      subject: 'stage',
      expected: ['DELIVERED'],
      actual: stage,
    });
  }
  const today = clock.told(new Date()).slice(0, 'yyyy-mm-dd'.length);
  const lastDay = quote.known('validUntil') ?? null;
  if (lastDay === null || lastDay >= today) return;
  throw new ConflictError(`the quote was valid until ${lastDay}: nothing was accepted`, {
    subject: 'validUntil',
    expected: [],
    actual: lastDay,
  });
}

mutation('quoteAccept', {
  description:
    'Accepts a quote; WHMCS creates an invoice from it. Partners and clients can accept delivered quotes until their last day. WHMCS: AcceptQuote.',
  command: AcceptQuote,
  offered: 'EVERYONE',
  inputDescription: 'A quote to accept.',
  input: { quote: ref(Quote, 'The quote.') },
  repeated: 'makes no second invoice',
  derivedKey: {
    field: 'quoteId',
    clash: 'this quote was asked to be accepted before; give an idempotencyKey if it is meant to be done once more',
    of: ({ quoteId }) => String(quoteId),
    meaning: ({ quoteId }) => ({ quoteId }),
  },
  alreadyDone: {
    description:
      'Whether the quote was accepted already: this request has changed nothing, and WHMCS does not tell which invoice was made of it.',
    before: ({ quote }) => quote.known('stage') === 'ACCEPTED',
  },
  guard: ({ quote }, graph) => checkOffered(quote, graph),
  params: ({ quoteId }) => ({ quoteid: quoteId }),
  returns: {
    quote: 'quote',
    invoice: made(Invoice, 'invoiceid', {
      description: 'The invoice that was made of it, freshly read; null if WHMCS did not tell its number.',
    }),
  },
});
