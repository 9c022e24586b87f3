/**
 * Responses, metrics and the default log of the tests' gateways are searched for secrets (logs that a test keeps itself, and output
 * of the executable, only by test/redaction.test.ts). This file proves that there are secrets to be found.
 */
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../src/simulator/index.ts';
import { holdsNoSecret } from './support/secrets.ts';

it.each([
  ['GetClientsDetails', { clientid: '1' }],
  ['GetClientsProducts', { clientid: '1' }],
  ['GetTicket', { ticketid: '1' }],
])('%s returns a secret', async (action, params) => {
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
