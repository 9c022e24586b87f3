/** schema/coverage.md lists where each command stands in the graph. This test writes it: `npm run coverage`. */
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { expect, it } from 'vitest';
import { placesByCommand, unreachable } from './support/coverage.ts';

const page = fileURLToPath(new URL('../schema/coverage.md', import.meta.url));
const places = [...placesByCommand()].toSorted(([a], [b]) => (a < b ? -1 : 1));
const shown = places.filter(([, found]) => found.length > 0);
const nowhere = places.flatMap(([name, found]) => (found.length === 0 ? [name] : []));

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** Places for the same viewers stand together. */
function rowOf([command, found]: (typeof places)[number]): string {
  const sorted = found.toSorted((a, b) => a.name.localeCompare(b.name));
  const roles = [...new Set(sorted.map(({ who }) => who))];
  const names = roles.map((role) => {
    const listed = code([...new Set(found.flatMap(({ name, who }) => (who === role ? [name] : [])))].toSorted());
    return roles.length === 1 ? listed : `${listed} (${role})`;
  });
  return `| ${command} | ${names.join('; ')} | ${roles.join(' / ')} |`;
}

it('lists where each command stands', async () => {
  const text = [
    '# Where each command of WHMCS stands in the graph',
    '',
    'A test writes this page from the descriptions of the schema and the permissions of its mutations.',
    '',
    '- **S**: staff. **C**: clients and partners for their own, and staff. **A**: any viewer.',
    '- **C by `allow`**: clients and partners whose `allow` says so.',
    '- **x**: off until [`secrets`](../docs/access.md#secrets) in the configuration file names it, then staff.',
    '',
    '| Command | In the graph | Who |',
    '| --- | --- | --- |',
    ...shown.map(rowOf),
    '',
    '## Nowhere',
    '',
    ...nowhere.map((name) => `- ${name}: ${unreachable(name)}.`),
    '',
  ].join('\n');
  await expect(await format(text, { ...(await resolveConfig(page)), parser: 'markdown' })).toMatchFileSnapshot(page);
});

it('leaves nothing out but what no request from outside reaches', () => {
  expect(nowhere).toEqual(['SetConfigurationValue']);
  expect(unreachable('SetConfigurationValue')).not.toBeNull();
});
