/** Whether a mutation has sent something, which decides how a failure ends. */
import { expect, it } from 'vitest';
import { staff } from '../../../src/access/viewer.ts';
import { journalWriterOf } from '../../../src/graph/write/journal-writer.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';
import { ModuleSuspend } from '../../../src/whmcs/commands/services.ts';
import { MissingError, WhmcsRefusal } from '../../../src/whmcs/errors.ts';

const refusal = new WhmcsRefusal('ModuleSuspend', 'no');
type Ending = 'done' | 'unknown' | 'unsent' | WhmcsRefusal;

/** Sends a command for each ending, and leaves the last one open if it is null. */
async function sentSoFar(...endings: readonly (Ending | null)[]) {
  const journal = memoryJournal();
  const claim = { viewer: 'staff', mutation: 'm', key: null, isDerived: false, inputHash: 'h', requestId: 'r' };
  const { entry } = await journal.claim(claim);
  const writer = journalWriterOf(journal, entry.id, staff('staff'));
  for (const ending of endings) {
    await writer.sending(ModuleSuspend, { serviceid: 1 }, 1, () =>
      Promise.reject(new MissingError('GetClientsProducts', 'Service ID Not Found')),
    );
    if (ending !== null) writer.sent(ending);
  }
  return writer.sentSoFar;
}

const something = { state: 'something', command: 'ModuleSuspend' };

it.each<[string, readonly (Ending | null)[], object]>([
  ['nothing', [], { state: 'nothing' }],
  ['a command that could not leave', ['unsent'], { state: 'nothing' }],
  ['a refused command', [refusal], { state: 'refused', refusal }],
  ['a refused command and one that could not leave', [refusal, 'unsent'], { state: 'refused', refusal }],
  ['a command in flight', [null], something],
  ['a command that was done', ['done'], something],
  ['an unknown outcome', ['unknown'], something],
  ['a command done before a refusal', ['done', refusal], something],
  ['a command done before one that could not leave', ['done', 'unsent'], something],
  ['a command done after a refusal', [refusal, 'done'], something],
])('reports %s', async (_, endings, expected) => {
  expect(await sentSoFar(...endings)).toEqual(expected);
});
