/** The GraphiQL page, with every asset in it: 9 MB of HTML, kept as the 2 MB that are sent. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';

export interface GraphiqlTab {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface GraphiqlOptions {
  readonly title?: string;
  /** Opened at the first visit. */
  readonly tabs?: readonly GraphiqlTab[];
  /** Filled in for everyone who opens the page: for tokens that are no secret, such as the demo's. */
  readonly authorization?: string;
}

/** Answers with the page. */
export type Graphiql = (request: IncomingMessage, response: ServerResponse) => void;

/** Inline scripts and styles, workers from blobs, and nothing from anywhere else. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  'worker-src blob:',
  "font-src 'self' data:",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function graphiql(options: GraphiqlOptions = {}): Graphiql {
  let rendered: { gzip: Buffer; etag: string } | undefined;
  // Half a second of work and memory, spent when somebody first looks.
  const page = () => {
    const gzip = gzipSync(render(options));
    return (rendered ??= { gzip, etag: `"${createHash('sha256').update(gzip).digest('base64url')}"` });
  };
  return (request, response) => {
    const { gzip, etag } = rendered ?? page();
    response.setHeaders(
      new Map([
        ['etag', etag],
        ['cache-control', 'private, no-cache'],
        ['vary', 'accept, accept-encoding'],
        ['content-security-policy', contentSecurityPolicy],
      ]),
    );
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    const body = zipped ? gzip : gunzipSync(gzip);
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-length': body.length,
        ...(zipped ? { 'content-encoding': 'gzip' } : {}),
      })
      .end(body);
  };
}

function render({ title = 'WHMCS gateway', tabs = [], authorization }: GraphiqlOptions): string {
  const headers = JSON.stringify({ Authorization: authorization ?? 'Bearer ' }, null, 2);
  const page = renderGraphiQL({
    title,
    headers,
    // GraphiQL forgets headers with the page, unless they are no secret.
    shouldPersistHeaders: authorization !== undefined,
    defaultEditorToolsVisibility: authorization === undefined ? 'headers' : 'variables',
    ...(tabs.length > 0 && {
      defaultTabs: tabs.map(({ query, variables }) => ({ query, headers, variables: asText(variables) })),
    }),
  });
  const [first] = tabs;
  return first
    ? page.replace(
        ROOT,
        () =>
          ROOT +
          firstVisit({
            query: first.query,
            variables: asText(first.variables),
            headers: authorization ? headers : null,
          }),
      )
    : page;
}

/** Stands in the page before any script. */
const ROOT = '<div id="root"></div>';

/**
 * GraphiQL opens with the editors of the last visit: at the first it would overlook the variables of the first tab, and at the second
 * open a tab too many. So there is a last visit to begin with.
 */
function firstVisit(editors: Readonly<Record<string, string | null>>): string {
  const literal = JSON.stringify(editors).replaceAll('<', '\\u003c');
  return `<script>
    if (!localStorage.getItem('graphiql:tabState'))
      for (const [editor, text] of Object.entries(${literal})) if (text !== null) localStorage.setItem('graphiql:' + editor, text);
  </script>`;
}

const asText = (variables: GraphiqlTab['variables']): string | null =>
  variables === undefined ? null : JSON.stringify(variables, null, 2);

/** Whether a browser's address bar asks, rather than a GraphQL client. */
export const wantsGraphiql = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html');
