/** Which command stands where in the graph, and for whom: read from descriptions, permissions and the schemas of roles. */
import { isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { configured, type Viewer } from '../../src/access/viewer.ts';
import { schema } from '../../src/graph/schema.ts';
import { variantsOf } from '../../src/graph/schema-kit/variants.ts';
import { mutations } from '../../src/graph/write/declare-mutation.ts';
import { topicOf } from '../../src/whmcs/cache/tags.ts';
import { isPlainRead, type Command } from '../../src/whmcs/command.ts';
import { commands } from '../../src/whmcs/commands/index.ts';
import { subjects } from '../../src/whmcs/subjects.ts';
import { decode } from '../../src/whmcs/wire/decode.ts';
import { sample } from '../whmcs/commands/samples.ts';
import { documentation } from './documented.ts';

/** A field, a mutation or an input field whose description names a command. */
interface Place {
  readonly name: string;
  /** S staff, C clients and partners for their own, A any viewer, x off until `secrets` names it. */
  readonly who: string;
}

const registry: ReadonlyMap<string, Command> = new Map(Object.entries(commands));
const shared = new Set(Object.entries(subjects).flatMap(([topic, each]) => ('isShared' in each ? [topic] : [])));
const schemaFor = variantsOf(schema);
const of = (role: Viewer['role'], allow?: readonly string[]): GraphQLSchema =>
  schemaFor(configured({ name: role, role, clients: [1], allow }));
const [client, partner, trusted] = [of('CLIENT'), of('PARTNER'), of('CLIENT', ['secret'])];

/** The commands that a description names: "WHMCS: GetInvoices, GetInvoice." */
function namedIn(description: string | null | undefined): string[] {
  const said = [...(description ?? '').matchAll(/WHMCS: ([^.]*)/g)].map(([, names = '']) => names).join(' ');
  return [...new Set(said.match(/\b[A-Z]\w+/g))].filter((word) => documentation.has(word));
}

const hasField = (shown: GraphQLSchema, type: string, field: string): boolean => {
  const found = shown.getType(type);
  return (isObjectType(found) || isInterfaceType(found)) && field in found.getFields();
};

/** Whether the answers of a command are the same for every client. */
function isForAll(name: string): boolean {
  const command = registry.get(name);
  if (!command || !isPlainRead(command)) return false;
  const tags = command.tags(command.probe, decode(command, sample(`${name}.tidy`), 200));
  return tags.every((tag) => shared.has(topicOf(tag)));
}

function whoReads(type: string, field: string, command: string): string {
  if (hasField(client, type, field) || hasField(partner, type, field))
    return type === 'Query' && isForAll(command) ? 'A' : 'C';
  return hasField(trusted, type, field) ? 'S; C by `allow`' : 'S';
}

function whoPerforms(name: string): string {
  const mutation = mutations.get(name);
  if (!mutation) return 'S';
  const { offered, isOff } = mutation;
  const others = {
    EVERYONE: 'C',
    PARTNERS: 'C (partners; clients by `allow`)',
    ALLOWED: `${isOff ? 'x' : 'S'}; C by \`allow\``,
    GROUPS: 'S; C by `allow` (partners with a group)',
    NOBODY: isOff ? 'x' : 'S',
  };
  return others[offered];
}

/** Every place that names a command, by the command. */
export function placesByCommand(): Map<string, Place[]> {
  const places = new Map<string, Place[]>([...documentation.keys()].map((name) => [name, []]));
  const add = (description: string | null | undefined, name: string, who: (command: string) => string): void => {
    for (const command of namedIn(description)) places.get(command)?.push({ name, who: who(command) });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isObjectType(type) || isInterfaceType(type))
      for (const { name, description } of Object.values(type.getFields())) {
        if (type.name === 'Mutation') add(description, name, () => whoPerforms(name));
        else
          add(description, type.name === 'Query' ? name : `${type.name}.${name}`, (each) =>
            whoReads(type.name, name, each),
          );
      }
    if (isInputObjectType(type)) {
      const mutation = `${type.name.charAt(0).toLowerCase()}${type.name.slice(1)}`.replace(/Input$/, '');
      for (const { name, description } of Object.values(type.getFields()))
        add(description, `${type.name}.${name}`, () => whoPerforms(mutation));
    }
  }
  return places;
}

/** Why a command is nowhere in the graph, if that is meant. */
export const unreachable = (name: string): string | null => registry.get(name)?.unreachable ?? null;
