/** Reads the file that GATEWAY_CONFIG names. */
import { readFileSync, statSync } from 'node:fs';
import { parseConfigFile, type ParsedFile } from './parse-file.ts';

const MOST_BYTES = 1024 * 1024;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a directory',
  EACCES: 'this process has no permission to read',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is not text in UTF-8',
};

/** The settings of a configuration file, or why it cannot be read, or its mistakes. */
export function readConfigFile(path: string, mutations: readonly string[], off: readonly string[]): ParsedFile {
  let text: string;
  try {
    const bytes = statSync(path).size <= MOST_BYTES ? readFileSync(path) : undefined;
    // The size of a pipe is known only after reading.
    if (!bytes || bytes.length > MOST_BYTES) return unreadable(path, `is larger than ${MOST_BYTES} bytes`);
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return unreadable(path, reasons[code] ?? `cannot be read (${code})`);
  }
  return parseConfigFile(text, path, mutations, off);
}

const unreadable = (path: string, why: string): ParsedFile => ({
  problems: [`GATEWAY_CONFIG names ${JSON.stringify(path)}, which ${why}`],
});
