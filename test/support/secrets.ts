/** What the simulated installation answers or is told, and nobody may find in anything that comes out of a gateway. */

/** As the simulator marks passwords, hashes, security answers, EPP codes and the keys of tickets; and its credential's secret. */
const secret = /SECRET-\w+-[\w$]*|demo-secret/;

/** @throws where a text holds a secret; what it is, and where */
export function holdsNoSecret(text: string, where: string): void {
  const [found] = secret.exec(text) ?? [];
  if (found !== undefined) throw new Error(`${where} holds a secret: ${found}`);
}
