/** The port is not available; the message says what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}
