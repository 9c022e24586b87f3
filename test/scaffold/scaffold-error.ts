/** What the scaffold cannot do, in words for the person who called it. */
export class ScaffoldError extends Error {
  override readonly name = 'ScaffoldError';
}
