/** A command refuses. WHMCS sends a refusal with HTTP 200. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Returns the row, or refuses with the message of this command: no two commands use the same words. */
export function existing<Row>(row: Row | undefined, message: string): Row {
  if (row === undefined) throw new Refusal(message);
  return row;
}
