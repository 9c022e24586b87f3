/** A request to /graphql and its response as text: everything of HTTP that GraphQL sees. */

/** The parts of an HTTP request that GraphQL needs; no other header reaches it. */
export interface GraphqlRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly path: string;
  readonly accept: string | undefined;
  readonly contentType: string | undefined;
  readonly body: string | null;
}

export interface GraphqlResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
