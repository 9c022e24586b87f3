/** Secrets of a server behind WHMCS, recognised by the name before them; sentences stay as they are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactor } from '../../../src/whmcs/wire/redact.ts';

const clean = redactor([]);

describe('a value under the name of a secret is removed', () => {
  it.each([
    ['(password=plain-pw, token=abcd1234)', '(password=[secret], token=[secret])'],
    ['passwd: hunter2', 'passwd: [secret]'],
    ['db_pass => x, serverpass=y', 'db_pass => [secret], serverpass=[secret]'],
    ['rootpw=x pwd = y', 'rootpw=[secret] pwd = [secret]'],
    ['API key: abc. Access-Key=def', 'API key: [secret]. Access-Key=[secret]'],
    ['client_secret=abc&user=b', 'client_secret=[secret]'],
    ['password2=a password hash: $2y$10$x', 'password2=[secret] password hash: [secret]'],
    ['Authorization: Bearer eyJ.x.y', 'Authorization: Bearer [secret]'],
    ['authorization: whm root:ABCDEF', 'authorization: whm [secret]'],
    ['X-Auth-Token: Basic cm9vdA==', 'X-Auth-Token: Basic [secret]'],
    ['accesshash=0a1b', 'accesshash=[secret]'],
    ['EPP code: X!y,z. Authcode=Q1', 'EPP code: [secret]. Authcode=[secret]'],
    ['Array ( [password] => x [user] => y )', 'Array ( [password] => [secret] [user] => y )'],
    ['password="two \\" words" next', 'password="[secret]" next'],
    ["'pass' => 'two words', 1", "'pass' => '[secret]', 1"],
    ['{"password":"two words","user":"y"}', '{"password":"[secret]","user":"y"}'],
    ['"{\\"password\\":\\"two words\\",\\"a\\":1}"', '"{\\"password\\":\\"[secret]\\",\\"a\\":1}"'],
    ['password&quot;:&quot;two words&quot; next', 'password&quot;:&quot;[secret]&quot; next'],
    ['password="never closed\nnext line', 'password="[secret]"\nnext line'],
    ['password: expired1', 'password: [secret]'],
  ])('%s', (text, shown) => expect(clean(text)).toBe(shown));
});

describe('so is a value behind the name of a user', () => {
  it.each([
    ['https://root:p@ss@host:2087/x', 'https://root:[secret]@host:2087/x'],
    ['Login failed for root:s3cr3t at srv1', 'Login failed for root:[secret] at srv1'],
    ['Access denied for user a@b.example:pw.', 'Access denied for user a@b.example:[secret].'],
  ])('%s', (text, shown) => expect(clean(text)).toBe(shown));
});

describe('sentences stay as they are', () => {
  it.each([
    'Authentication Failed',
    'Password is too weak',
    'Invalid token',
    'Password: must have at least 8 characters',
    'Token: expired.',
    "Access denied for user 'root'@'localhost' (using password: YES)",
    'Please fill in password:\nand user',
    'Secretary: Jane; bypass: on',
    'Timeout for srv1.internal:2087, and for fe80::1',
    'Connect to https://srv1.internal:2087/login failed',
    'No such file for C:\\whmcs',
    'Server: srv1, Status: 500',
  ])('%s', (text) => expect(clean(text)).toBe(text));

  it('even if they mention secrets, unless they assign a value', () => {
    const word = fc.constantFrom(
      'password',
      'token',
      '"secret"',
      'api key',
      'for',
      'user',
      'root',
      'bearer',
      "'",
      ',',
      '.',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(word), (said) => {
        expect(clean(said.join(' '))).toBe(said.join(' '));
      }),
    );
  });
});

describe('no value passes, whatever its characters', () => {
  const name = fc.constantFrom('password', 'Passwd', 'api_key', 'token', 'secret', 'authorization', 'accesshash');

  it('without quotes', () => {
    const sign = fc.constantFrom('=', ': ', ' => ', ' = ');
    const value = fc.stringMatching(/^[a-z0-9][!-~]{6,20}[^\s),.;]$/);
    fc.assert(
      fc.property(name, sign, value, (said, is, secret) => {
        expect(clean(`It said ${said}${is}${secret} and more`)).toBe(`It said ${said}${is}[secret] and more`);
      }),
    );
  });

  it('in quotes', () => {
    fc.assert(
      fc.property(name, fc.string({ unit: 'grapheme' }), (said, secret) => {
        const told = JSON.stringify({ [said]: secret, host: 'h' });
        expect(clean(told)).toBe(`{"${said}":"[secret]","host":"h"}`);
      }),
    );
  });
});

it('a secret that was sent is removed whole, with its spaces', () => {
  expect(redactor(['two words'])('password=two words, user=y')).toBe('password=[secret], user=y');
});

it.each([
  'password',
  'password="',
  "password='\\",
  'password= ',
  'for a:',
  '://a:',
  'token: bearer ',
  'a',
  ' ',
  ',',
  '"',
])('a long hostile text of %j takes no time worth mentioning', (part) => {
  const startedAt = performance.now();
  for (const text of [part.repeat(100_000), `password=${part.repeat(100_000)}`, `for a:${part.repeat(100_000)}`])
    clean(text);
  // Some milliseconds; it would be a minute if each position scanned all that follows.
  expect(performance.now() - startedAt).toBeLessThan(30_000);
});
