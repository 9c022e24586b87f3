import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BusyError, WhmcsRefusal, UnexpectedAnswerError, type Oddity } from '../../../src/whmcs/errors.ts';
import { readBody } from '../../../src/whmcs/transport/body.ts';
import type { HttpAnswer } from '../../../src/whmcs/transport/http.ts';
import { describeBeside } from '../../support/shared.ts';

const read = { name: 'GetInvoices', kind: 'read' } as const;
const write = { name: 'AddInvoicePayment', kind: 'write' } as const;

const answer = (text: string, status = 200, retryAfterMs?: number): HttpAnswer => ({ status, text, retryAfterMs });

function failure(given: HttpAnswer, command: typeof read | typeof write = read): unknown {
  try {
    readBody(command, given);
  } catch (error) {
    return error;
  }
  return expect.fail('it was read');
}

const page = (title: string, body = '') => `<!DOCTYPE html>\n<html><head><title>${title}</title></head>${body}</html>`;
const memory =
  'Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /home/x.php on line 9';
const emitter = 'Laminas\\HttpHandlerRunner\\Exception\\EmitterException: Output has been emitted previously';

interface Broken {
  readonly what: string;
  readonly status?: number;
  readonly text: string;
  readonly oddity: Oddity;
  readonly says: RegExp;
}

const broken: readonly Broken[] = [
  {
    what: 'a maintenance page',
    text: page('Back soon'),
    oddity: 'html',
    says: /titled "Back soon" \(HTTP 200\).*maintenance/,
  },
  { what: 'a wrong address', status: 404, text: page('404 Not Found'), oddity: 'html', says: /HTTP 404.*WHMCS_URL/ },
  { what: 'a firewall', status: 403, text: page('403 Forbidden'), oddity: 'html', says: /HTTP 403.*firewall/ },
  { what: 'Cloudflare', status: 503, text: page('Just a moment...'), oddity: 'html', says: /"Just a moment..."/ },
  { what: 'a page without a title', text: '<p>Hello</p>', oddity: 'html', says: /an HTML page \(HTTP 200\)/ },
  {
    what: 'an emitter that failed',
    status: 500,
    text: page('Oops!', emitter),
    oddity: 'php',
    says: /hook or addon that prints/,
  },
  { what: 'exhausted memory', text: `<br />\n<b>Fatal error</b>:  ${memory}`, oddity: 'php', says: /PHP error log/ },
  {
    what: 'exhausted memory in plain text',
    status: 500,
    text: `PHP Fatal error:  ${memory}`,
    oddity: 'php',
    says: /error log/,
  },
  {
    what: 'a warning before half an answer',
    text: '<br />\n<b>Warning</b>:  x in y\n{"result":"succ',
    oddity: 'php',
    says: /PHP error/,
  },
  {
    what: 'half an answer',
    text: '{"result":"success","invoices":{"invoi',
    oddity: 'truncated',
    says: /breaks off.*memory or time/,
  },
  { what: 'nothing', text: '', oddity: 'empty', says: /an empty body.*crashed/ },
  { what: 'blanks', text: ' \r\n ', oddity: 'empty', says: /an empty body/ },
  {
    what: 'XML',
    text: '<?xml version="1.0"?><whmcsapi><result>success</result></whmcsapi>',
    oddity: 'xml',
    says: /with XML/,
  },
  {
    what: 'XML without its first line',
    text: '<whmcsapi version="8.13"><result>success</result>',
    oddity: 'xml',
    says: /XML/,
  },
  {
    what: 'names and values',
    text: 'result=success;totalresults=3',
    oddity: 'text',
    says: /plain text.*JSON is not requested/,
  },
  ...[
    { status: 400, says: /scheme and the port/ },
    { status: 401, says: /log-in of its own \(HTTP authentication\): exempt includes\/api\.php/ },
    { status: 403, says: /firewall or a rule of the web server/ },
    { status: 404, says: /sub-directory in WHMCS_URL/ },
    { status: 405, says: /refuses POST/ },
    { status: 406, says: /ModSecurity/ },
    { status: 407, says: /proxy between the gateway and WHMCS asks for a log-in/ },
    { status: 413, says: /refuses requests of that length/ },
    { status: 451, says: /legal reasons/ },
    { status: 500, says: /PHP has failed/ },
    { status: 501, says: /POST/ },
    { status: 502, says: /no answer from PHP.*PHP-FPM/ },
    { status: 503, says: /maintenance.*overloaded.*firewall page/ },
    { status: 504, says: /gave up waiting for PHP/ },
    { status: 508, says: /resource limits/ },
    { status: 520, says: /Cloudflare does not understand/ },
    { status: 521, says: /refuses the connections of Cloudflare/ },
    { status: 522, says: /Cloudflare gets no connection/ },
    { status: 523, says: /does not reach.*DNS/ },
    { status: 524, says: /gave up waiting for PHP/ },
    { status: 525, says: /certificate/ },
    { status: 526, says: /certificate/ },
  ].flatMap(({ status, says }) => [
    { what: `a page with HTTP ${status}`, status, text: page('Sorry'), oddity: 'html' as const, says },
    { what: `nothing with HTTP ${status}`, status, text: '', oddity: 'empty' as const, says },
  ]),
  { what: 'a list', text: '[]', oddity: 'shape', says: /another shape/ },
  { what: 'null', text: 'null', oddity: 'shape', says: /another shape/ },
  { what: 'an object of nothing', text: '{}', oddity: 'shape', says: /neither success nor error/ },
  {
    what: 'an error of something else',
    status: 502,
    text: '{"error":"bad gateway"}',
    oddity: 'shape',
    says: /HTTP 502/,
  },
  { what: 'words without an outcome', text: '{"message":"hello"}', oddity: 'shape', says: /neither success nor error/ },
];

describe('an unexpected answer', () => {
  it.each(broken)('$what: $oddity', ({ status = 200, text, oddity, says }) => {
    const error = failure(answer(text, status));
    expect(error).toBeInstanceOf(UnexpectedAnswerError);
    expect(error).toMatchObject({ command: 'GetInvoices', oddity, status });
    expect(error).toHaveProperty('message', expect.stringMatching(says));
  });

  it('shows only the title of a page', () => {
    const text = page(`Sorry ${'x'.repeat(50)}`, '<body>token=abc123</body>');
    expect(failure(answer(text))).not.toHaveProperty('message', expect.stringContaining('abc123'));
    expect(failure(answer(page('x'.repeat(500))))).not.toHaveProperty('message', expect.stringContaining('xxx'));
  });
});

describe('a redirect', () => {
  it.each(['', page('301 Moved Permanently'), 'Moved'])('is one with any body: "%s"', (text) => {
    const error = failure({ ...answer(text, 301), redirect: 'it leads to there' });
    expect(error).toMatchObject({ name: 'UnexpectedAnswerError', oddity: 'redirect', status: 301 });
    expect(error).toHaveProperty(
      'message',
      expect.stringMatching(/with a redirect.* \(HTTP 301\); it leads to there$/),
    );
  });
});

describe('a refusal that is not JSON', () => {
  it.each([
    ['names and values', 'result=error;message=Invalid IP 203.0.113.9;'],
    [
      'XML',
      '<?xml version="1.0"?>\n<whmcsapi version="8.13">\n<action>getinvoices</action>\n<result>error</result>\n<message>Invalid IP 203.0.113.9</message>',
    ],
    [
      'XML with CDATA',
      '<whmcsapi><result>error</result><message><![CDATA[Invalid IP 203.0.113.9]]></message></whmcsapi>',
    ],
  ])('is one in its own words: %s', (_, text) => {
    expect(failure(answer(text))).toMatchObject({ name: 'UnauthorizedError', obstacle: 'ip', ip: '203.0.113.9' });
    expect(failure(answer(text.replace(/Invalid IP [\d.]+/, 'It&#039;s &quot;no&quot;')))).toMatchObject({
      name: 'RefusedError',
      reason: `It's "no"`,
    });
  });

  it('is none without text', () => {
    expect(failure(answer('result=error;message='))).toMatchObject({ oddity: 'text' });
  });
});

it.each([401, 403])('JSON of another server with HTTP %i is refused access', (status) => {
  expect(failure(answer('{"message":"Missing Authentication Token"}', status))).toMatchObject({
    name: 'UnauthorizedError',
    obstacle: 'credential',
  });
  expect(failure(answer('{}', status))).toMatchObject({ name: 'UnauthorizedError' });
});

describe('a server that asks to wait', () => {
  it.each([
    ['a page', page('429 Too Many Requests')],
    ['JSON of its own', '{"error":"rate limited","message":"slow down"}'],
    ['nothing', ''],
  ])('is busy, whether it sends %s', (_, text) => {
    const error = failure(answer(text, 429, 7000));
    expect(error).toBeInstanceOf(BusyError);
    expect(error).toMatchObject({ retryAfterMs: 7000, upstream: true });
    expect(failure(answer(text, 429))).toMatchObject({ retryAfterMs: 1000 });
  });

  it("counts less than WHMCS's own answer", () => {
    expect(readBody(read, answer('{"result":"success"}', 429)).root).toEqual({ result: 'success' });
    expect(failure(answer('{"result":"error","message":"No"}', 429))).toMatchObject({ reason: 'No' });
  });
});

describe('the body counts before the status', () => {
  it.each([200, 400, 403, 500, 503])('success with HTTP %i is success', (status) => {
    expect(readBody(read, answer('{"result":"success","a":1}', status))).toEqual({
      root: { result: 'success', a: 1 },
      stray: false,
    });
  });

  it.each([200, 400, 500])('an error with HTTP %i is a refusal with its own text', (status) => {
    const error = failure(answer('{"result":"error","message":"Invalid Stage"}', status));
    expect(error).toBeInstanceOf(WhmcsRefusal);
    expect(error).toMatchObject({ reason: 'Invalid Stage' });
  });
});

describe('the place of the outcome', () => {
  it.each([
    ['status instead of result', '{"status":"success","registrars":[]}'],
    ['capitals', '{"result":"Success"}'],
    ['a status that is data', '{"result":"success","status":"error"}'],
  ])('success: %s', (_, text) => {
    expect(readBody(write, answer(text)).stray).toBe(false);
  });

  it.each([
    ['status instead of result', '{"status":"error","message":"Client ID Not Set"}', 'Client ID Not Set'],
    ['error instead of message', '{"result":"error","error":"No such thing"}', 'No such thing'],
    [
      'a lone warning',
      '{"warning":"Invalid or Missing Payment Information"}',
      'Invalid or Missing Payment Information',
    ],
    ['no words at all', '{"result":"error"}', 'no reason given'],
  ])('refused: %s', (_, text, reason) => {
    expect(failure(answer(text), write)).toMatchObject({ name: 'RefusedError', command: 'AddInvoicePayment', reason });
  });

  it('a warning beside success is no failure', () => {
    expect(readBody(write, answer('{"result":"success","warning":"deprecated"}')).root).toHaveProperty('warning');
  });

  it('rows without an outcome are the answer to a read, and never to a write', () => {
    const rows = answer('{"admin_users":[{"id":1}]}');
    expect(readBody(read, rows).root).toHaveProperty('admin_users');
    expect(failure(rows, write)).toMatchObject({ oddity: 'shape' });
    expect(failure(answer(rows.text, 500))).toMatchObject({ oddity: 'shape' });
  });
});

describe('text around the JSON', () => {
  it.each([
    [
      'a PHP warning first',
      '<br />\n<b>Warning</b>:  Undefined array key {0} in x on line 3<br />\n{"result":"success","a":1}',
    ],
    ['the echo of a hook behind', '{"result":"success","a":1}\n<!-- done -->'],
    ['both, and the outcome under status', 'debug{"status":"success","a":1}\n.'],
  ])('is passed over and reported: %s', (_, text) => {
    const body = readBody(read, answer(text));
    expect(body.stray).toBe(true);
    expect(body.root).toMatchObject({ a: 1 });
  });

  it('hides no refusal', () => {
    const text = 'Notice: x\n{"result":"error","message":"Client ID Not Found"}';
    expect(failure(answer(text))).toMatchObject({ name: 'MissingError' });
  });

  it('is ignored if it is a byte order mark', () => {
    expect(readBody(read, answer('\uFEFF{"result":"success"}'))).toEqual({ root: { result: 'success' }, stray: false });
  });

  it('does not turn other JSON into an answer', () => {
    expect(failure(answer('var config = {"theme":"six"};'))).toMatchObject({ oddity: 'text' });
  });
});

describeBeside('whmcs/recorded', 'the recorded page of an emitter that failed', (folder) => {
  it('points at stray output rather than at the address', () => {
    const text = readFileSync(new URL('Error-EmitterException__yashodhank.html', folder), 'utf8');
    expect(failure(answer(text, 500))).toMatchObject({ oddity: 'php', status: 500 });
    expect(failure(answer(text, 500))).toHaveProperty('message', expect.stringMatching(/hook or addon/));
  });
});
