/** The routes of the demo besides the gateway's: its start page, and the documents of the package. */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { send, sendJson, type Handler } from '../gateway/http/server.ts';
import { demoPage } from './demo-page.ts';
import { documents } from './package-files.ts';

const images: Readonly<Record<string, string>> = { '.png': 'image/png', '.svg': 'image/svg+xml' };

/** An SVG image contains its own style. */
const IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** A type that browsers show and do not save. */
const TEXT = 'text/plain; charset=utf-8';

/**
 * Handlers by path. The documents have the same paths as in the package, so their links work.
 *
 * @param whmcs the simulated installation
 */
export function demoRoutes(whmcs: Parameters<typeof demoPage>[0]): Readonly<Record<string, Handler>> {
  const files = documents();
  const listed = [...files.keys()].filter((path) => !(extname(path) in images));
  const { html, contentSecurityPolicy } = demoPage(whmcs, listed);
  const page = reading((response) =>
    send(response, 200, html, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
    }),
  );
  const shown = [...files].map(([path, file]): [string, Handler] => [
    path,
    reading((response) => {
      const image = images[extname(path)];
      send(response, 200, readFileSync(file), {
        'content-type': image ?? TEXT,
        ...(image !== undefined && { 'content-security-policy': IMAGE_POLICY }),
      });
    }),
  ]);
  return { '/': page, ...Object.fromEntries(shown) };
}

/** Allows only reads. */
const reading =
  (answer: (response: Parameters<Handler>[1]) => void): Handler =>
  ({ method }, response) =>
    method === 'GET' || method === 'HEAD'
      ? answer(response)
      : sendJson(response, 405, { error: 'Only GET is allowed here.' }, { allow: 'GET, HEAD' });
