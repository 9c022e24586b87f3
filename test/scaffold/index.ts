/**
 * `npm run scaffold -- GetQuotes --noun billing/Quote` drafts a command and the noun over it; of a write, a mutation of that noun; of an
 * answer without ids, its rows or the single thing. `--child notes` shows the rows as a field of the noun. `--file` names another file
 * for the command; `--facts` rewrites test/facts/commands.json from the catalogue.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { catalogueIsThere, catalogue } from '../support/shared.ts';
import { writeFacts } from './facts.ts';
import { scaffold } from './scaffold.ts';
import { ScaffoldError } from './scaffold-error.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { values, positionals } = parseArgs({
  options: {
    facts: { type: 'boolean' },
    noun: { type: 'string' },
    child: { type: 'string' },
    file: { type: 'string' },
  },
  allowPositionals: true,
});

try {
  if (values.facts) say(`${await writeFacts()} commands written to test/facts/commands.json`);
  if (!values.facts && positionals.length === 0)
    throw new ScaffoldError('Name a command: npm run scaffold -- GetQuotes [--noun billing/Quote], or pass --facts');
  for (const name of positionals) {
    const errors = catalogueIsThere() ? (catalogue().get(name)?.errors ?? []) : [];
    for (const path of await scaffold(name, {
      root,
      noun: values.noun,
      child: values.child,
      file: values.file,
      errors,
    }))
      say(path);
    say(`Decide next: npx vitest run draft.test`);
  }
} catch (error) {
  if (!(error instanceof ScaffoldError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
