/**
 * The graph can show everything that WHMCS reports: each documented field of an answer is changed in turn, and the graph's
 * response must change with it, unless the field is secret or redundant.
 */
import { readFileSync } from 'node:fs';
import {
  getNamedType,
  graphql,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLNamedType,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { staff } from '../../../src/access/viewer.ts';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { Graph } from '../../../src/graph/graph.ts';
import { idempotency } from '../../../src/graph/write/idempotency.ts';
import { schema } from '../../../src/graph/schema.ts';
import { wallClock } from '../../../src/graph/base/wall-clock.ts';
import { memoryJournal } from '../../../src/journal/memory.ts';
import type { WhmcsClient } from '../../../src/whmcs/client.ts';
import { isPlainRead, type Command, type ReadCommand } from '../../../src/whmcs/command.ts';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { MissingError } from '../../../src/whmcs/errors.ts';
import { documentation, fieldsOf } from '../../support/documented.ts';
import { upstreamOver } from '../../support/upstream.ts';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Tree;
type Tree = Record<string, unknown>;

/** Commands whose answers no query shows whole: their own tests look at them. */
const elsewhere: Readonly<Record<string, string>> = {
  DomainGetLockingStatus: 'a field of domains',
  DomainGetNameservers: 'a field of domains',
  DomainGetWhoisInfo: 'a field of domains',
  GetEmailTemplates: 'read by emailSend alone',
  GetHealthStatus: 'a field of the installation',
  GetTicketAttachment: 'the content of one file',
  GetTicketNotes: 'a field of tickets',
  GetUserPermissions: 'a field of the users of clients',
};

/** Questions that do not follow from the schema. `*Credit` stands for everything of that type. */
const asked: Readonly<Record<string, string>> = {
  GetClientsAddons: `{ serviceAddon(id: "${globalId('ServiceAddon', 611, 11)}") * }`,
  GetModuleConfigurationParameters: '{ moduleConfigurationParameters(type: "gateway", name: "paypal") * }',
  DomainWhois: '{ domainAvailability(name: "brandt-optik.example") * }',
  GetCredits: '{ client(id: "11") { credits { nodes *Credit } } }',
  GetEmails: '{ client(id: "11") { emails { nodes *EmailMessage } } }',
  GetPayMethods: '{ payMethod(id: "34", clientId: "11") * }',
  GetTransactions: '{ transactions(clientId: "11") { totalCount nodes * } }',
};

const reads = Object.values<Command>(commands).filter(isPlainRead);

/**
 * The query that reads a command's answer: the one whose description names it, the list if there are several. `*` stands for
 * everything that can be selected without arguments.
 */
function questionOf(command: ReadCommand): string | null {
  const { name } = command;
  if (name in elsewhere) return null;
  const told = new RegExp(`WHMCS: (?:\\w+, )*${name}\\b`);
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(({ description }) =>
    told.test(description ?? ''),
  );
  const isConnection = ({ type }: (typeof queries)[number]) => getNamedType(type).name.endsWith('Connection');
  const query =
    queries.find(isConnection) ?? queries.find(({ type }) => isListType(getNullableType(type))) ?? queries[0];
  if (asked[name] !== undefined) return asked[name];
  if (!query) return null;
  if (isConnection(query)) return `{ ${query.name} { totalCount nodes * } }`;
  const answer = decode(command, read(`../../samples/${name}.tidy.json`), 200);
  const [, id] = command.mentioned(command.probe, answer)[0]?.split(':') ?? [];
  return query.args.some((arg) => arg.name === 'id') ? `{ ${query.name}(id: "${id}") * }` : `{ ${query.name} * }`;
}

/** Fields that are not shown although they are not secret, with the reason. */
const dropped: Readonly<Record<string, string>> = {
  'activity.entry[].userid': 'repeats clientId',
  'quotes.quote[].client.id': 'repeats userid',
  invoices: 'documented in place of `projects`, which WHMCS answers',
  'messages.message[].projectid': 'repeats the number of the project',
  'tasks.task[].projectid': 'repeats the number of the project',
  'tasks.task[].timelogs.timelog[].projectid': 'repeats the number of the project',
  'tasks.task[].timelogs.timelog[].start': 'repeats starttime',
  'tasks.task[].timelogs.timelog[].end': 'repeats endtime',
  'client.customfields1': 'repeats a custom field by its position',
  'client.client_id': 'repeats id',
  'client.userid': 'repeats id',
  'client.country': 'repeats countrycode',
  'client.state': 'repeats fullstate or statecode',
  'client.telephoneNumber': 'repeats phonenumberformatted',
  'client.isOptedInToMarketingEmails': 'repeats marketing_emails_opt_in',
};

/** Documented next to the rows of GetTickets, but part of each row. */
const misplaced = new Set(['owner_name', 'requestor_email', 'requestor_name', 'requestor_type']);

/** Fields that echo the request or count the rows. */
const echoes = new Set([
  'startnumber',
  'numreturned',
  'totalresults',
  'count',
  'clientid',
  'serviceid',
  'domainid',
  'pid',
  'domain',
]);

/** The reads whose samples are behind the links of an answer. */
const linked: Readonly<Record<string, readonly string[]>> = {
  GetCredits: ['GetClientsDetails'],
  GetEmails: ['GetClientsDetails'],
  GetProject: ['GetTicket', 'GetInvoice'],
  GetProjects: ['GetTicket', 'GetInvoice'],
};

const answersTo = (name: string, answer: Tree): Readonly<Record<string, Tree>> => ({
  ...Object.fromEntries((linked[name] ?? []).map((each) => [each, read(`../../samples/${each}.tidy.json`)])),
  [name]: answer,
});

/** Answers this command, and those that its links lead to; for every other one it reports that there is no such record. */
function graphOver(name: string, answer: Tree): Graph {
  const answers = answersTo(name, answer);
  const client: WhmcsClient = {
    allows: () => true,
    form: (command, params) => `${command.name}${JSON.stringify(params)}`,
    load: { limit: 1, active: 0, queued: 0, background: 0 },
    close: () => Promise.resolve(),
    call: (command) => {
      const told = answers[command.name];
      return told
        ? Promise.resolve({ answer: decode(command, told, 200), size: 1, ms: 1 })
        : Promise.reject(new MissingError(command.name, 'Not Found'));
    },
  };
  return new Graph(staff('test'), {
    ...upstreamOver(client, { shared: false }),
    clock: wallClock('UTC'),
    idempotency: idempotency(memoryJournal()),
  });
}

/** Everything of a type that takes no arguments, except connections and fields that lead back. */
function selection(type: GraphQLNamedType, above: readonly string[] = []): string {
  if (!isObjectType(type) || above.includes(type.name)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => selected(field, [...above, type.name]));
  return fields.length === 0 ? '' : `{ ${fields.join(' ')} }`;
}

function selected(field: GraphQLField<unknown, unknown>, above: readonly string[]): string[] {
  const type = getNamedType(field.type);
  if (field.args.some(isRequiredArgument) || type.name.endsWith('Connection')) return [];
  if (!isCompositeType(type)) return [field.name];
  const inner = above.length < MOST_DEPTH ? selection(type, above) : '';
  return inner === '' ? [] : [`${field.name} ${inner}`];
}

/** Deep enough for the price of an option of a product. */
const MOST_DEPTH = 6;

/** Replaces `*` by everything of the type at that position. */
function completed(question: string): string {
  const [, named] = /\*(\w+)/.exec(question) ?? [];
  const shown = named === undefined ? undefined : schema.getType(named);
  if (shown) return question.replace(`*${named}`, selection(shown));
  const [, root = '', nodes] = /\{ (\w+).*?(nodes)? \*/.exec(question) ?? [];
  const field = schema.getQueryType()?.getFields()[root];
  if (!field) throw new Error(`the graph has no ${root}`);
  const type = getNamedType(field.type);
  const node = nodes && isObjectType(type) ? type.getFields()['nodes'] : undefined;
  return question.replace('*', selection(node ? getNamedType(node.type) : type));
}

const shownOf = async (name: string, question: string, answer: Tree): Promise<string> => {
  const graph = graphOver(name, answer);
  try {
    const { data, errors } = await graphql({ schema, source: question, contextValue: graph });
    return JSON.stringify([data, errors?.map(({ message }) => message)]);
  } finally {
    graph.session.end();
  }
};

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Another value of the same kind. */
function other(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value === 0 ? 1 : value === 1 ? 0 : value + 1;
  if (value === 'on') return '';
  if (typeof value !== 'string') return '2031-07-09';
  // Formatted money.
  if (/^\D{0,4}[\d.,]+ ?[A-Z]{3}$/.test(value)) return value.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
  if (/^\d{4}-\d\d-\d\d/.test(value))
    return value.startsWith('2031') ? `2030${value.slice(4)}` : `2031-07-09${value.slice(10)}`;
  if (value === '0' || value === '1') return value === '0' ? '1' : '0';
  if (/^-?\d+(\.\d+)?$/.test(value)) return value.startsWith('7') ? `8${value}` : `7${value}`;
  return `${value}x`;
}

/** Copies of the answer with another value at `path`; empty if the sample does not have it. */
function changed(answer: Tree, path: string): Tree[] {
  const variants: Tree[] = [];
  const steps = path
    .split('.')
    .flatMap((step) =>
      step.endsWith('[]') ? [step.slice(0, -2), '*'] : step.endsWith('{}') ? [step.slice(0, -2), '*'] : [step],
    );
  const descend = (copy: Tree, tree: unknown, at: number): void => {
    if (!isTree(tree)) return;
    const step = steps[at] ?? '';
    const keys = step === '*' ? Object.keys(tree) : step in tree ? [step] : [];
    for (const key of keys) {
      if (at < steps.length - 1) {
        descend(copy, tree[key], at + 1);
        continue;
      }
      const before = tree[key];
      for (const after of Array.isArray(before)
        ? [[7], [{ filename: 'x', index: 7 }]]
        : before === null || before === ''
          ? ['2031-07-09', '7', 'Xyz', 'on']
          : [other(before)]) {
        tree[key] = after;
        variants.push(structuredClone(copy));
      }
      tree[key] = before;
    }
  };
  const copy = structuredClone(answer);
  descend(copy, copy, 0);
  return variants;
}

const questions = reads.flatMap((command) => {
  const question = questionOf(command);
  return question === null ? [] : [{ command, question }];
});

test('every read is named by the description of a query that shows its answers, or shown elsewhere', () => {
  const shown = new Set([...questions.map(({ command }) => command.name), ...Object.keys(elsewhere)]);
  expect(reads.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
});

describe.each(questions)('$command.name', ({ command, question }) => {
  const { name } = command;
  const secret = new Set(command.secret);
  const answer = read(`../../samples/${name}.tidy.json`);
  let whole: string;
  let baseline: string;

  beforeAll(async () => {
    whole = completed(question);
    baseline = await shownOf(name, whole, answer);
  });

  const fields = fieldsOf(documentation.get(name) ?? expect.fail(`${name} is not documented`)).filter(
    (path) => !echoes.has(path) && !(path in dropped) && !(name === 'GetTickets' && misplaced.has(path)),
  );

  test.each(fields.filter((path) => !secret.has(path)))('shows %s', async (path) => {
    const variants = changed(answer, path);
    expect(variants, 'the sample has this field').not.toEqual([]);
    const shown = await Promise.all(variants.map((variant) => shownOf(name, whole, variant)));
    expect(
      shown.some((each) => each !== baseline),
      `a change of ${path} is seen in the graph`,
    ).toBe(true);
  });

  test.skipIf(secret.size === 0).each([...secret])('drops %s', async (path) => {
    for (const variant of changed(answer, path)) expect(await shownOf(name, whole, variant)).toBe(baseline);
  });
});
