/**
 * What the tests' gateways answer, tell in metrics and write to the log that they have by default is searched for secrets (logs that a
 * test holds itself, and what the executable prints, by test/redaction.test.ts alone): here, that there are any to be found.
 */
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../src/simulator/index.ts';
import { holdsNoSecret } from './support/secrets.ts';

it.each([
  ['GetClientsDetails', { clientid: '1' }],
  ['GetClientsProducts', { clientid: '1' }],
  ['GetTicket', { ticketid: '1' }],
])('%s answers a secret', async (action, params) => {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  const response = await fetch(`${simulator.url}/includes/api.php`, {
    method: 'POST',
    body: new URLSearchParams({ ...simulator.credential, actions: '', action, responsetype: 'json', ...params }),
  });
  const text = await response.text();
  expect(text).toContain('"result":"success"');
  expect(() => holdsNoSecret(text, 'the answer')).toThrow('the answer holds a secret: SECRET-');
});
