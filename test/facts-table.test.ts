/** docs/facts.md says which command tells what, and is written by this test: `npx vitest run test/facts-table.test.ts -u`. */
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

/** The fact that a field shows, by its mark or by its name. */
const shownBy = ({ name, resolve }: GraphQLField<unknown, unknown>) => metaOf(resolve).fact ?? name;

/** Facts that are told by the same commands stand in one row. */
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
    '| Told by | Otherwise asks | Facts |',
    '| --- | --- | --- |',
    ...[...rows].map(([row, names]) => `| ${row} | ${names.toSorted().join(', ')} |`).toSorted(),
    '',
    `Other fields are made of these, or lead to other things: ${code(others)}.`,
  ].join('\n');
}

/** What has no accounts of its own is told by one command, which its description names. */
function otherTypes(): string[] {
  return types
    .filter(({ name }) => !facts.has(name) && !name.endsWith('Payload'))
    .flatMap(({ name, description }) => {
      const [, told] = /WHMCS: ([^.]*)\.$/.exec(description ?? '') ?? [];
      return told === undefined ? [] : [`| ${name} | ${told} |`];
    })
    .toSorted();
}

const page = () => `# Which command tells what

Written by \`npx vitest run test/facts-table.test.ts -u\` from the code: the samples of WHMCS's answers are shown to the graph, and what
its things learn of them is noted. The test fails where this page says something else.

An answer that is in memory is found by every thing of which it tells, and is used as long as it is fresh; of several, the youngest
counts. "Told by" lists them: a _row_ of a list or a _record_ of the thing itself, or those of another thing. "Otherwise asks" is what a
fact costs where nothing in memory tells it and nothing else is wanted of the thing. Facts in italics are shown by no field of their
name: other fields are made of them.

Some things are told of without proof. A line of an order does not prove whose the service is, because services can be moved to another
client; the length of a list does not prove that its client exists. Such answers add to what is known, and open no door.

What WHMCS tells and is not used as another thing's: \`numtickets\`, because GetTickets has been seen to leave out tickets of the client
for whom it was asked; the numbers of invoices, which are by status, with two for what is unpaid; \`name\`, \`email\` and the requestor of
tickets, who may be a contact or another user of the client.

${[...facts]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([typename, ofType]) => tableOf(typename, ofType))
  .join('\n\n')}

## Everything else

| Type | Told by |
| --- | --- |
${otherTypes().join('\n')}
`;

test('docs/facts.md says what the code does', async () => {
  const path = new URL(PAGE, import.meta.url).pathname;
  const options = await resolveConfig(path);
  await expect(await format(page(), { ...options, parser: 'markdown' })).toMatchFileSnapshot(PAGE);
});

/** Not documented, but seen in answers of installations. */
const undocumented = new Set(['Client.twoFactorEnabled']);

test('every fact that a field shows is told by some command', () => {
  const marked = types.flatMap((type) =>
    Object.values(type.getFields()).flatMap(({ name, resolve }) => {
      const { fact } = metaOf(resolve);
      return fact === undefined || undocumented.has(`${type.name}.${name}`) ? [] : [{ type: type.name, name, fact }];
    }),
  );
  expect(marked.length).toBeGreaterThan(100);
  for (const { type, name, fact } of marked)
    expect(facts.get(type)?.get(fact)?.told ?? [], `${type}.${name}`).not.toEqual([]);
});
