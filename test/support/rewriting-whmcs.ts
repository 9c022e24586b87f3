/** A proxy in front of a simulated WHMCS that replaces its answers. */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** The replacement of an answer; `raw` is the whole response with its status line. */
export interface Rewritten {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly raw?: string;
}

export type Rewrite = (action: string, body: string) => Rewritten | null;

export interface RewritingWhmcs {
  readonly url: URL;
  /** Rewrites answers from now on; null leaves an answer unchanged. */
  rewrite(rewrite: Rewrite): void;
  close(): Promise<void>;
}

export async function rewritingWhmcs(whmcs: string): Promise<RewritingWhmcs> {
  let rewrite: Rewrite = () => null;
  const server = createServer((request, response) => {
    void (async () => {
      const form = await text(request);
      const answer = await fetch(`${whmcs}/includes/api.php`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form,
      });
      const body = await answer.text();
      const said = rewrite(new URLSearchParams(form).get('action') ?? '', body) ?? { body };
      if (said.raw !== undefined) request.socket.end(said.raw);
      else response.writeHead(said.status ?? answer.status, { ...said.headers }).end(said.body);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: new URL(`http://127.0.0.1:${port}/includes/api.php`),
    rewrite(next) {
      rewrite = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
