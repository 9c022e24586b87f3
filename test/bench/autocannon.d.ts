/** What the bench uses of autocannon, which comes without types. */
declare module 'autocannon' {
  interface Options {
    url: string;
    method: 'POST';
    headers: Record<string, string>;
    body: string;
    /** Asked before each request what it shall be. */
    requests?: readonly { setupRequest(request: { readonly body: string }): { readonly body: string } }[];
    connections: number;
    /** Seconds. */
    duration?: number;
    /** Requests, over all connections; then no duration counts. */
    amount?: number;
    /** Milliseconds between two looks at whether it is time to stop. */
    sampleInt: number;
    /** Seconds that an answer may take. */
    timeout: number;
    /** Whether a body is as it should be; else it is a mismatch. */
    verifyBody: (body: string) => boolean;
  }

  interface Result {
    /** Lost connections and timeouts. */
    errors: number;
    non2xx: number;
    mismatches: number;
  }

  interface Run extends Promise<Result> {
    /** @param listener is told of each response: its status, its bytes with headers, and its milliseconds */
    on(event: 'response', listener: (connection: unknown, status: number, bytes: number, ms: number) => void): void;
    on(event: 'reqError', listener: (error: Error) => void): void;
  }

  export default function autocannon(options: Options): Run;
}
