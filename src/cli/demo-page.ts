/** The start page of the demo. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { capital } from './capital.ts';
import { demoRoles } from './demo-roles.ts';

export interface DemoPage {
  readonly html: string;
  /** Allows only the page's own style. */
  readonly contentSecurityPolicy: string;
}

/**
 * @param whmcs the address of the simulated installation, and a credential for its API
 * @param documents paths on this server
 */
export function demoPage(
  whmcs: { readonly url: string; readonly identifier: string; readonly secret: string },
  documents: readonly string[],
): DemoPage {
  const api = `${whmcs.url}/includes/api.php`;
  const { identifier, secret } = whmcs;
  const call = new URLSearchParams({
    action: 'GetClientsProducts',
    clientid: '1',
    responsetype: 'json',
    identifier,
    secret,
  });
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>WHMCS GraphQL gateway: demo</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>WHMCS GraphQL gateway</h1>
<p class="lead">A demo on your machine: a simulated hosting company and the gateway for it. Nothing is real, and nothing is kept after the demo
ends.</p>

<h2 id="roles">Open GraphiQL as …</h2>
<ul class="roles" aria-labelledby="roles">
${demoRoles.map(roleCard).join('\n')}
</ul>
<p>Each opens with examples and runs the first one. Programs send a token as <code>Authorization: Bearer demo-staff</code> to
<code>POST /graphql</code>.</p>

<h2>What runs here</h2>
<dl>
<dt><a href="/graphql">Gateway</a></dt>
<dd>GraphQL over HTTP at <code>/graphql</code>, with GraphiQL for browsers.</dd>
<dt><a href="${escaped(`${api}?${call.toString()}`)}">Simulated WHMCS</a></dt>
<dd>A hosting company with 300 clients, in this process. It answers WHMCS's API at <code>${escaped(api)}</code>, with its quirks, and has
no web pages. The link is one API call with WHMCS's response.</dd>
<dt><a href="/metrics">Metrics</a></dt>
<dd>For Prometheus: calls to WHMCS, cache hits, operations, errors.</dd>
<dt><a href="/health/ready">Health</a></dt>
<dd>Whether the gateway can answer, for load balancers; <code>/health/live</code> tells whether it runs.</dd>
</dl>

<h2>Documentation</h2>
<dl>
${Object.entries(folders)
  .map(([title, folder]) =>
    documentRow(
      title,
      documents.filter((path) => posix.dirname(path) === folder),
    ),
  )
  .join('\n')}
<dt>Every field</dt>
<dd>In GraphiQL, under Docs. Its search finds the commands of WHMCS as well: try <code>GetClientsProducts</code>.</dd>
</dl>
</main>
</body>
</html>
`;
  return { html, contentSecurityPolicy: policy };
}

const roleCard = ({ name, token, says }: (typeof demoRoles)[number]): string =>
  `<li><a href="/graphql?as=${name}">${capital(name)}</a>
<p>${capital(says)}.</p><p>Token: <code>${token}</code></p></li>`;

/** The folders of the documents, by title. */
const folders = { Overview: '/', Guides: '/docs', Schema: '/schema' };

const documentRow = (title: string, paths: readonly string[]): string =>
  `<dt>${title}</dt>
<dd>${paths.map((path) => `<a href="${escaped(path)}">${escaped(posix.basename(path))}</a>`).join(', ')}</dd>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
:root { color-scheme: light dark; --text: #1d2433; --quiet: #525c70; --link: #0b57c4; --ground: #f6f7f9; --raised: #fff; --line: #d8dde6; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8ebf1; --quiet: #a9b2c3; --link: #8ab4ff; --ground: #14181f; --raised: #1d232d; --line: #353e4d; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.2rem; }
p { margin: 0.5rem 0; max-width: 46rem; }
.lead { color: var(--quiet); font-size: 1.1rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
code { font: 0.9em ui-monospace, monospace; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; }
.roles { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem; }
.roles + p { margin-top: 1rem; }
.roles li { position: relative; padding: 1.1rem 1.25rem; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--raised); }
.roles li:hover { border-color: var(--link); }
.roles a { font-size: 1.15rem; font-weight: 600; }
.roles a::after { content: ''; position: absolute; inset: 0; }
.roles p { color: var(--quiet); }
.roles code { position: relative; color: var(--text); }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: 0.75rem 1.5rem; margin: 0; }
dt { font-weight: 600; }
dd { margin: 0; color: var(--quiet); }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; gap: 0.1rem; } dd { margin-bottom: 0.9rem; } }
`;

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
