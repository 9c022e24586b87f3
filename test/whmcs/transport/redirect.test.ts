/** Redirects: what their error shows of the target. */
import { describe, expect, it } from 'vitest';
import { redirected } from '../../../src/whmcs/transport/remedies.ts';
import { clientOf, failureOf, serve, version } from '../rig.ts';

const asked = new URL('http://example.com/billing/includes/api.php');

describe('a redirect', () => {
  it.each([
    ['https://www.example.com/billing/includes/api.php', 'set WHMCS_URL to https://www.example.com/billing'],
    ['/whmcs/includes/api.php', 'set WHMCS_URL to http://example.com/whmcs'],
    ['//secure.example.com:8443/includes/api.php', 'set WHMCS_URL to http://secure.example.com:8443'],
    ['https://example.com/login.php', 'it leads to https://example.com/login.php, where no API of WHMCS is'],
    ['http://example.com/billing/includes/api.php?cookie=1', 'exempt includes/api.php from the firewall'],
    [undefined, 'does not say where it leads'],
    ['http://[', 'does not say where it leads'],
  ])('to %s: %s', (location, says) => {
    expect(redirected(location, asked)).toContain(says);
  });

  it('shows no query, no user name and no fragment of its target', () => {
    const said = redirected(
      'https://ada:planted-1@example.com/includes/api.php?secret=planted-2&token=planted-3#planted-4',
      asked,
    );
    expect(said).toBe('it leads to https://example.com/includes/api.php: set WHMCS_URL to https://example.com');
  });

  it('that repeats what was sent shows nothing of it', async () => {
    const url = await serve((request, response) => {
      request.resume().once('end', () => response.writeHead(302, { location: '/log/demo-secret/in' }).end());
    });
    const error = await failureOf(version({ client: clientOf(url) }));
    expect(error).toMatchObject({ name: 'UnexpectedAnswerError', oddity: 'redirect', status: 302 });
    expect(error).toHaveProperty('message', expect.stringContaining(`${url}/log/[secret]/in`));
  });
});
