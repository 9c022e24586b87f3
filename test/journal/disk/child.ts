/** A process that writes to a journal and waits to be killed; see processes.test.ts. */
import { openJournal } from '../../../src/journal/disk/open.ts';

const [directory = '', ...keys] = process.argv.slice(2);
const journal = await openJournal({ directory, keepMs: 86_400_000, onProblem: (message) => console.error(message) });
for (const key of keys) {
  const claim = { viewer: 'staff', mutation: 'serviceSuspend', key, isDerived: false, inputHash: 'h', requestId: 'r' };
  const { entry } = await journal.claim(claim);
  if (key !== 'claimed')
    await journal.sending(entry.id, { command: 'ModuleSuspend', owner: 7, subject: null, evidence: null });
  if (key === 'done') await journal.end(entry.id, { state: 'done', outcome: { serviceId: 3 }, knownBy: 'answer' });
}
console.log('written');
setInterval(() => undefined, 1_000);
