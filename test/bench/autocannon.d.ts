/** The part of autocannon that the bench uses; autocannon comes without types. */
declare module 'autocannon' {
  interface Options {
    url: string;
    method: 'POST';
    headers: Record<string, string>;
    body: string;
    /** Called before each request to create it. */
    requests?: readonly { setupRequest(request: { readonly body: string }): { readonly body: string } }[];
    connections: number;
    /** Seconds. */
    duration?: number;
    /** Total requests over all connections; then no duration applies. */
    amount?: number;
    /** Milliseconds between two checks whether it is time to stop. */
    sampleInt: number;
    /** The timeout of a response, in seconds. */
    timeout: number;
    /** Whether a body is valid; otherwise it counts as a mismatch. */
    verifyBody: (body: string) => boolean;
  }

  interface Result {
    /** Lost connections and timeouts. */
    errors: number;
    non2xx: number;
    mismatches: number;
  }

  interface Run extends Promise<Result> {
    /** @param listener is called for each response: its status, its bytes with headers, and its milliseconds */
    on(event: 'response', listener: (connection: unknown, status: number, bytes: number, ms: number) => void): void;
    on(event: 'reqError', listener: (error: Error) => void): void;
  }

  export default function autocannon(options: Options): Run;
}
