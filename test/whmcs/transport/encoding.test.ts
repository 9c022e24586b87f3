/** WHMCS's JSON encoder fails: a broken answer, and never a refusal. */
import { describe, expect, it } from 'vitest';
import { WhmcsRefusal, UnexpectedAnswerError } from '../../../src/whmcs/errors.ts';
import { readBody } from '../../../src/whmcs/transport/body.ts';
import { attemptOutcomeOf } from '../../../src/whmcs/transport/outcome.ts';
import { UpdateClient } from '../../../src/whmcs/commands/clients.ts';
import { asking, failureOf, rename, rig } from '../rig.ts';

const utf8 = 'Malformed UTF-8 characters, possibly incorrectly encoded';

function failure(text: string, status = 200, kind: 'read' | 'write' = 'read'): unknown {
  try {
    return readBody({ name: 'GetClientsProducts', kind }, { status, text, retryAfterMs: undefined });
  } catch (error) {
    return error;
  }
}

const spoken: readonly (readonly [string, RegExp])[] = [
  [`Error generating JSON encoded response: ${utf8}`, /not valid UTF-8, mostly a stored password/],
  [`error generating json encoded response: ${utf8}.`, /enter that value again/],
  ['Error generating JSON encoded response: Inf and NaN cannot be JSON encoded', /infinite or none/],
  ['Error generating JSON encoded response: Maximum stack depth exceeded', /module or hook/],
  ['Error generating JSON encoded response: Type is not supported', /module or hook/],
  ['Error generating JSON encoded response: Recursion detected', /module or hook/],
  ['Error generating JSON encoded response: Single unpaired high surrogate in Unicode escape', /not valid UTF-8/],
  ['Error generating JSON encoded response: ', /module or hook/],
  [utf8, /not valid UTF-8/],
  [`json_encode error: ${utf8}`, /not valid UTF-8/],
  [`json_encode(): ${utf8}`, /not valid UTF-8/],
  [`JsonException: ${utf8}`, /not valid UTF-8/],
  ['Unable to encode data as JSON: Inf and NaN cannot be JSON encoded', /infinite or none/],
  ['Inf and NaN cannot be JSON encoded', /infinite or none/],
];

describe('an answer that WHMCS could not encode', () => {
  it.each(spoken)('is a broken one, with its fix, for reads and writes: %s', (message, says) => {
    for (const kind of ['read', 'write'] as const)
      for (const key of ['result', 'status'])
        for (const status of [200, 403, 500]) {
          const error = failure(JSON.stringify({ [key]: 'error', message }), status, kind);
          expect(error).toBeInstanceOf(UnexpectedAnswerError);
          expect(error).toMatchObject({ oddity: 'encoding', status, command: 'GetClientsProducts' });
          expect(error).toHaveProperty('message', expect.stringMatching(says));
        }
  });

  it.each([
    ['a page', `<html><title>Oops!</title>JsonException: ${utf8} in /x.php</html>`],
    ["PHP's own words", `PHP Fatal error:  Uncaught JsonException: ${utf8} in /home/x.php:12`],
    ['plain text', `Error generating JSON encoded response: ${utf8}`],
  ])('is one as %s as well', (_, text) => {
    expect(failure(text, 500)).toMatchObject({ oddity: 'encoding' });
  });

  it.each([
    'Type is not supported by this server',
    'The panel says: Malformed UTF-8 characters',
    'Maximum stack depth exceeded while creating the account',
    'Invalid JSON',
  ])('is not meant by the words of others: %s', (message) => {
    expect(failure(JSON.stringify({ result: 'error', message }))).toBeInstanceOf(WhmcsRefusal);
  });

  it('shows that WHMCS is up', () => {
    expect(attemptOutcomeOf(failure(JSON.stringify({ result: 'error', message: utf8 }), 500))).toBe('good');
  });

  it('leaves the outcome of a write unknown, and the write is not repeated', async () => {
    const whmcs = await rig();
    const message = `Error generating JSON encoded response: ${utf8}`;
    whmcs.simulator.fail({ action: UpdateClient.name, kind: 'json-error-after', message });
    const error = await failureOf(rename(whmcs, 'Grace', asking()));
    expect(error).toMatchObject({ name: 'UnknownOutcomeError', cause: { oddity: 'encoding' } });
    expect(whmcs.simulator.calls.of(UpdateClient.name)).toBe(1);
  });
});
