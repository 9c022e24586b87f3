/** docs/facts.md lists which command reports which fact. This test writes it: `npx vitest run test/facts-table.test.ts -u`. */
import { isObjectType, type GraphQLField } from 'graphql';
import { format, resolveConfig } from 'prettier';
import { beforeAll, expect, test } from 'vitest';
import { metaOf } from '../src/graph/base/field-meta.ts';
import { schema } from '../src/graph/schema.ts';
import { allFacts, type Fact, type Facts } from './support/facts.ts';

const PAGE = '../docs/facts.md';

let facts: Facts;
beforeAll(async () => {
  facts = await allFacts();
});

const types = Object.values(schema.getTypeMap()).filter(isObjectType);

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

const toldBy = ({ told }: Fact) => told.map(({ command, by }) => `${command} (${by})`).join(', ');

const askedOf = ({ asked }: Fact) => asked.join(', then ') || 'nothing';

/** The fact that a field shows, by its annotation or its name. */
const shownBy = (field: GraphQLField<unknown, unknown>) => metaOf(field).fact ?? field.name;

/** Facts that the same commands report share one row. */
function tableOf(typename: string, ofType: ReadonlyMap<string, Fact>): string {
  const type = schema.getType(typename);
  if (!isObjectType(type)) throw new Error(`the graph has no type ${typename}`);
  const fields = Object.values(type.getFields());
  const shown = new Set(fields.map(shownBy));
  const rows = new Map<string, string[]>();
  for (const [name, fact] of ofType) {
    const row = `${toldBy(fact)} | ${askedOf(fact)}`;
    rows.set(row, [...(rows.get(row) ?? []), shown.has(name) ? `\`${name}\`` : `_\`${name}\`_`]);
  }
  const others = fields.filter((field) => !ofType.has(shownBy(field))).map(({ name }) => name);
  return [
    `## ${typename}`,
    '',
    '| Reported by | Otherwise needs | Facts |',
    '| --- | --- | --- |',
    ...[...rows].map(([row, names]) => `| ${row} | ${names.toSorted().join(', ')} |`).toSorted(),
    '',
    `Other fields are computed from these, or lead to other entities: ${code(others)}.`,
  ].join('\n');
}

/** A fact without accounts of its own is reported by one command, which its description names. */
function otherTypes(): string[] {
  return types
    .filter(({ name }) => !facts.has(name) && !name.endsWith('Payload'))
    .flatMap(({ name, description }) => {
      const [, told] = /WHMCS: ([^.]*)\.$/.exec(description ?? '') ?? [];
      return told === undefined ? [] : [`| ${name} | ${told} |`];
    })
    .toSorted();
}

const page = () => `# Facts

This page lists which WHMCS command reports which field. The test \`test/facts-table.test.ts\` writes it from the code: it shows the
samples of WHMCS's answers to the graph and records what each entity learns. The test fails if the page is out of date; update it with
\`npx vitest run test/facts-table.test.ts -u\`.

The gateway finds a cached answer through every entity that the answer mentions, and uses it while it is fresh. If several answers report a
fact, the youngest counts.

- **Reported by** lists the answers that report the fact: a _row_ of a list or a _record_ of the entity itself, or those of another entity.
- **Otherwise needs** is the call that a fact costs if no cached answer reports it and nothing else is requested of the entity.
- **Facts in italics** have no field of their name; other fields are computed from them.

Some answers mention an entity without proving that it exists or who owns it. A service can be moved to another client, so the line of an
order does not prove who owns the service. The length of a list does not prove that its client exists. Such answers add facts, but
grant no access.

The gateway does not use some values that WHMCS reports about related entities:

- \`numtickets\`: GetTickets has been seen to leave out tickets of the requested client;
- the invoice counts of a client: they are per status, with two counts for unpaid invoices;
- \`name\`, \`email\` and the requestor of a ticket: they may belong to a contact or another user of the client.

${[...facts]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([typename, ofType]) => tableOf(typename, ofType))
  .join('\n\n')}

## Everything else

| Type | Reported by |
| --- | --- |
${otherTypes().join('\n')}
`;

test('docs/facts.md matches the code', async () => {
  const path = new URL(PAGE, import.meta.url).pathname;
  const options = await resolveConfig(path);
  await expect(await format(page(), { ...options, parser: 'markdown' })).toMatchFileSnapshot(PAGE);
});

/** Undocumented, but seen in answers of installations. */
const undocumented = new Set(['Client.twoFactorEnabled']);

test('every fact that a field shows is reported by a command', () => {
  const marked = types.flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => {
      const { name } = field;
      const { fact } = metaOf(field);
      return fact === undefined || undocumented.has(`${type.name}.${name}`) ? [] : [{ type: type.name, name, fact }];
    }),
  );
  expect(marked.length).toBeGreaterThan(100);
  for (const { type, name, fact } of marked)
    expect(facts.get(type)?.get(fact)?.told ?? [], `${type}.${name}`).not.toEqual([]);
});
