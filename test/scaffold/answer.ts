/** The answer of a command as a tree, read from the documented facts; its schema and an invented sample are written from it. */
import type { Documented } from '../support/documented.ts';
import { inventedValue, kindOf, type Json } from './kinds.ts';
import { singular } from './names.ts';
import type { Imports } from './source.ts';

export type Node =
  | { readonly is: 'value'; readonly type: string }
  | { readonly is: 'object'; readonly fields: ReadonlyMap<string, Node> }
  /** `singular` is null where WHMCS prints a bare list. */
  | { readonly is: 'list'; readonly singular: string | null; readonly row: Node }
  | { readonly is: 'map'; readonly value: Node };

const unknownRow: Node = { is: 'object', fields: new Map([['id', { is: 'value', type: 'numericString' }]]) };

/** The fields of the answer without `result`. */
export function answerTree(facts: Documented): Map<string, Node> {
  const shapes = facts.shapes ?? {};
  const own = facts.response.filter((name) => !(facts.perRow ?? []).includes(name));
  return new Map(own.map((name) => [name, nodeAt(name, facts.fields?.[name] ?? 'string')]));

  function nodeAt(path: string, type: string): Node {
    if (shapes[`${path}[]`]) return { is: 'list', singular: null, row: objectAt(`${path}[]`) };
    if (shapes[`${path}{}`]) return { is: 'map', value: objectAt(`${path}{}`) };
    const fields = Object.entries(shapes[path] ?? {});
    const [first, ...others] = fields;
    if (!first) return isListPath(path) ? listWithoutRows(path) : { is: 'value', type };
    if (first[0] === '*') return { is: 'map', value: { is: 'value', type: first[1] } };
    if (others.length === 0 && first[1] === 'array')
      return { is: 'list', singular: first[0], row: objectAt(`${path}.${first[0]}[]`) };
    return objectAt(path);
  }

  function objectAt(path: string): Node {
    const fields = Object.entries(shapes[path] ?? {});
    return { is: 'object', fields: new Map(fields.map(([name, type]) => [name, nodeAt(`${path}.${name}`, type)])) };
  }

  function isListPath(path: string): boolean {
    return facts.listPath?.split('.')[0] === path;
  }

  /** The documentation shows no row. */
  function listWithoutRows(path: string): Node {
    return { is: 'list', singular: facts.listPath?.split('.')[1] ?? singular(path), row: unknownRow };
  }
}

/** The list that the answer is about, with the name of its key; null for a record. */
export function listOfAnswer(tree: ReadonlyMap<string, Node>): [string, Extract<Node, { is: 'list' }>] | null {
  for (const [name, node] of tree) if (node.is === 'list') return [name, node];
  return null;
}

/** The columns of a row, or the fields of a record. */
export const columnsOf = (node: Node): ReadonlyMap<string, Node> => (node.is === 'object' ? node.fields : new Map());

/** @returns the text of a schema, with the names that it uses added to the imports */
export function schemaOf(name: string, node: Node, imports: Imports): string {
  const value = (helper: string): string => imports.from('../wire/values.ts', helper);
  switch (node.is) {
    case 'value':
      return value(kindOf(name, node.type));
    case 'object':
      return `z.object({ ${fieldsOf(node.fields, imports)} })`;
    case 'list': {
      const row = schemaOf(name, node.row, imports);
      return `${value('listOf')}('${node.singular ?? singular(name)}', ${row}).default([])`;
    }
    case 'map':
      return `${value('mapOf')}(${schemaOf(name, node.value, imports)})`;
  }
}

export const fieldsOf = (fields: ReadonlyMap<string, Node>, imports: Imports): string =>
  [...fields]
    .map(([name, node]) => {
      const schema = schemaOf(name, node, imports);
      const isOptional = node.is === 'object' || node.is === 'map';
      const key = /^\w+$/.test(name) ? name : `'${name}'`;
      return key === schema ? key : `${key}: ${schema}${isOptional ? '.optional()' : ''}`;
    })
    .join(', ');

/** An invented answer, with one row in each list. */
export function sampleOf(name: string, node: Node): Json {
  switch (node.is) {
    case 'value':
      return inventedValue(name, node.type);
    case 'object':
      return Object.fromEntries([...node.fields].map(([key, inner]) => [key, sampleOf(key, inner)]));
    case 'list': {
      const rows = [sampleOf(name, node.row)];
      return node.singular === null ? rows : { [node.singular]: rows };
    }
    case 'map':
      return { GBP: sampleOf(name, node.value) };
  }
}
