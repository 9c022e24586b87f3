/** The words of modules for a server that did not answer, and for a request that did not arrive. */
import { describe, expect, it } from 'vitest';
import { isAmbiguousRefusal } from '../../../src/whmcs/transport/ambiguous-refusal.ts';

describe('a refusal that reports that a system behind WHMCS did not answer', () => {
  it.each([
    'cURL error 28: Operation timed out after 5001 milliseconds with 0 bytes received',
    'CURL Error: 28 - Timeout was reached',
    'curl: (52) Empty reply from server',
    'cURL error 55: SSL_write() returned SYSCALL, errno = 32',
    'cURL error 56: Recv failure: Connection reset by peer',
    'Connection timed out',
    'ETIMEDOUT',
    'Request Time-out',
    'No response from server',
    'The registrar did not respond',
    'Connection to node-3 was lost',
    'Server unexpectedly closed the connection',
    'Server error: `POST https://panel.example/api` resulted in a `504 Gateway Time-out` response',
    '502 Bad Gateway',
    'HTTP code: 502',
    'HTTP/1.1 504',
    'The panel answered with 504',
    'Server response message:\nOperation timed out\nhost: node-3',
    'Could not resolve host: ns9.example\nOperation timed out',
  ])('%s', (text) => expect(isAmbiguousRefusal(text)).toBe(true));

  it.each([
    'cURL error 7: Failed to connect to node-3 port 2087: Connection refused',
    'cURL error 28: Failed to connect to node-3 port 2087 after 5001 ms: Timeout was reached',
    "cURL error 6: Couldn't resolve host 'node-3'",
    'cURL error 6: Could not resolve host: node-3',
    'Connection refused',
    'Connection to the server failed',
    'Server response message: node down\nhost: node-3.internal',
    'Account is already suspended',
    'Account 504 does not exist',
    'Error: user 502 exists already',
    'Port 28 is taken',
  ])('not: %s', (text) => expect(isAmbiguousRefusal(text)).toBe(false));
});
