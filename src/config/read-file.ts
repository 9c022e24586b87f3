/** Reads the file that GATEWAY_CONFIG names. */
import { readFileSync, statSync } from 'node:fs';
import { parseConfigFile, type ParsedFile } from './parse-file.ts';

const MOST_BYTES = 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'this process may not read',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not text in UTF-8',
};

/** What a configuration file says, or what is wrong with it or with reading it. */
export function readConfigFile(path: string, mutations: readonly string[]): ParsedFile {
  let text: string;
  try {
    const bytes = statSync(path).size <= MOST_BYTES ? readFileSync(path) : undefined;
    // A pipe tells its size by being read.
    if (!bytes || bytes.length > MOST_BYTES) return unreadable(path, `is larger than ${MOST_BYTES} bytes`);
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return unreadable(path, reasons[code] ?? `cannot be read (${code})`);
  }
  return parseConfigFile(text, path, mutations);
}

const unreadable = (path: string, why: string): ParsedFile => ({
  problems: [`GATEWAY_CONFIG names ${JSON.stringify(path)}, which ${why}`],
});
