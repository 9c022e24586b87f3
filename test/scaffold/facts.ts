/** Writes test/facts/commands.json from the catalogue that lies beside the checkout: `npm run scaffold -- --facts`. */
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { catalogue, factsOf } from '../support/shared.ts';

const kept = new URL('../facts/commands.json', import.meta.url);

/** @returns how many commands were written */
export async function writeFacts(): Promise<number> {
  const facts = Object.fromEntries(
    [...catalogue().values()]
      .toSorted((left, right) => (left.name < right.name ? -1 : 1))
      .map((entry) => [entry.name, factsOf(entry)]),
  );
  const text = await format(JSON.stringify(facts), { parser: 'json', printWidth: 120 });
  writeFileSync(kept, text);
  return Object.keys(facts).length;
}
