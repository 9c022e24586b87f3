/** Names in the tables of docs/ match the code: a reader searches for them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, isObjectType, parse, validate } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { allEndings, exitCodes } from '../../src/cli/exit-codes.ts';
import { parseConfigFile } from '../../src/config/parse-file.ts';
import { codes } from '../../src/graph/base/errors.ts';
import { mutationNames, schema, secretNames } from '../../src/graph/schema.ts';
import { purposes, type Command } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { startTestGateway } from '../support/gateway.ts';
import { blocksIn, namesIn, pages, read, root, rowsIn, spansIn } from './pages.ts';

it('docs/errors-and-idempotency.md lists every code', () => {
  expect(namesIn('docs/errors-and-idempotency.md', 'Error codes').toSorted()).toEqual(codes.toSorted());
});

it('docs/errors-and-idempotency.md lists every error of a mutation', () => {
  const errors = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'UserError'))
    .map(({ name }) => name);
  expect(namesIn('docs/errors-and-idempotency.md', 'Errors of mutations').toSorted()).toEqual(errors.toSorted());
});

it("docs/getting-started.md lists doctor's exit codes", () => {
  const listed = rowsIn(read('docs/getting-started.md'))
    .filter(({ heading, cells }) => heading === 'Doctor reference' && /^\d+$/.test(cells[0] ?? ''))
    .map(({ cells: [code, ending = ''] }) => `${code} ${ending.replaceAll('`', '')}`);
  // Doctor neither listens nor is stopped; unexpected errors and a wrong command line are the same for every command.
  const others = new Set(['failure', 'usage', 'listen', 'cutOff', 'held']);
  expect(listed).toEqual(
    allEndings.filter((ending) => !others.has(ending)).map((ending) => `${exitCodes[ending].code} ${ending}`),
  );
});

/** `npx vitest run test/docs/tables.test.ts -u` writes the table. */
it('docs/getting-started.md lists the API actions to tick', async () => {
  const page = fileURLToPath(new URL('docs/getting-started.md', root));
  const rows = purposes.map((purpose) => {
    const names = Object.values<Command>(commands).flatMap((each) =>
      each.purpose === purpose && each.unreachable === undefined ? [`\`${each.name}\``] : [],
    );
    return `| \`${purpose}\` | ${names.join(', ') || 'none in this release'} |\n`;
  });
  const text = read('docs/getting-started.md');
  const table = /(?<=\| API actions to tick +\|\n\|[ |-]+\|\n)(?:\|.*\n)+/;
  expect(text).toMatch(table);
  const derived = await format(text.replace(table, rows.join('')), {
    ...(await resolveConfig(page)),
    parser: 'markdown',
  });
  await expect(derived).toMatchFileSnapshot(page);
});

describe('docs/operations.md', () => {
  const rows = rowsIn(read('docs/operations.md'));

  it('lists every metric', async () => {
    const gateway = await startTestGateway();
    const served = await gateway.fetch('/metrics');
    const names = [...(await served.text()).matchAll(/^# TYPE ((?:gateway|whmcs)_\w+) /gm)].map(
      ([, name = '']) => name,
    );
    await gateway.close();
    expect(namesIn('docs/operations.md', 'Metrics').toSorted()).toEqual(names.toSorted());
  });

  it('lists log messages that the code writes', () => {
    const source = readdirSync(new URL('src/', root), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8'))
      .join('\n');
    const messages = namesIn('docs/operations.md', 'Logs');
    expect(messages.length).toBeGreaterThan(5);
    expect(messages.filter((message) => !source.includes(`'${message}'`))).toEqual([]);
  });

  it('lists the states of readiness', () => {
    const states = rows.filter(({ heading }) => heading === 'Health endpoints').map(({ cells }) => cells[1]);
    expect(states).toEqual(['`up`', '`degraded`', '`waiting`', '`draining`', '`down`']);
  });
});

it('docs/limits-and-hardening.md names only limits of docs/configuration.md', () => {
  const keys = namesIn('docs/configuration.md', 'Limits').concat(namesIn('docs/configuration.md', 'WHMCS'));
  const limits = rowsIn(read('docs/limits-and-hardening.md'))
    .filter(({ heading }) => heading === 'What happens beyond each limit')
    .flatMap(({ cells: [first = ''] }) => spansIn(first))
    .filter((name) => !['first', 'last'].includes(name));
  expect(limits.length).toBeGreaterThan(15);
  expect(limits.filter((name) => !keys.some((key) => key === name || key.startsWith(`${name}.`)))).toEqual([]);
});

describe.each(pages)('%s', (page) => {
  const printed = buildSchema(read('schema/gateway.graphql'));
  const blocks = blocksIn(read(page));

  it('shows valid operations', () => {
    const wrong = blocks
      .filter(({ language }) => language === 'graphql')
      .flatMap(({ code }) => validate(printed, parse(code)).map(({ message }) => message));
    expect(wrong).toEqual([]);
  });

  it('shows valid JSON', () => {
    const wrong = blocks.filter(({ language, code }) => language === 'json' && !isJson(code));
    expect(wrong).toEqual([]);
  });

  it('shows configuration that the gateway accepts', () => {
    const wrong = blocks
      .filter(({ language }) => language === 'yaml')
      .map(({ code }) => code.replaceAll(/sha256:(\w+)…/g, (_, start: string) => `sha256:${start.padEnd(64, '0')}`))
      .flatMap((file) => parseConfigFile(file, 'gateway.yaml', mutationNames, secretNames).problems ?? []);
    expect(wrong).toEqual([]);
  });
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
