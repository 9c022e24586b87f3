/** The samples of test/samples: answers of WHMCS with invented data, named `<Command>.<case>.json`. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { commands } from '../../../src/whmcs/commands/index.ts';
import type { Command } from '../../../src/whmcs/command.ts';

const folder = new URL('../../samples/', import.meta.url);

export type Json = Record<string, unknown>;
const json = z.record(z.string(), z.unknown());

/** A JSON file that holds an object. */
export const readJson = (file: URL): Json => json.parse(JSON.parse(readFileSync(file, 'utf8')));

export const sampleNames = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length));

export const sample = (name: string): Json => readJson(new URL(`${name}.json`, folder));

const registry = new Map<string, Command>(Object.entries(commands));

/** The command of an answer, by the beginning of its name. */
export function commandOf(name: string): Command {
  const command = registry.get(/^[A-Za-z]+/.exec(name)?.[0] ?? '');
  if (!command) throw new Error(`${name} is of no registered command`);
  return command;
}

export const registered: readonly Command[] = [...registry.values()];
export const isRegistered = (name: string): boolean => registry.has(name);
