/** The secrets of the simulated installation, which must not appear in any output of a gateway. */

/** The simulator's markers for passwords, hashes, security answers, EPP codes and ticket keys; and the secret of its credential. */
const secret = /SECRET-\w+-[\w$]*|demo-secret/;

/** @throws if the text holds a secret; the message names the secret and the place */
export function holdsNoSecret(text: string, where: string): void {
  const [found] = secret.exec(text) ?? [];
  if (found !== undefined) throw new Error(`${where} holds a secret: ${found}`);
}
