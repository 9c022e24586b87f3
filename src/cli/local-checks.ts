/** Checks of the gateway's own side: there is a viewer, and the journal can be written. */
import { promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { directory } from '../access/directory.ts';
import { noAuthentication, type Config } from '../config/index.ts';
import { finding, type CheckResult } from './diagnosis.ts';
import { journalFolder } from './journal.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

/** The folder itself, or its nearest ancestor that exists. */
async function nearestThatExists(folder: string): Promise<string> {
  try {
    await fs.access(folder);
    return folder;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    return nearestThatExists(dirname(folder));
  }
}

/** Writes a file where the journal would be, and removes it: permissions alone do not reveal a full or read-only disk. */
async function tryToWrite(folder: string): Promise<void> {
  const trial = await fs.mkdtemp(join(await nearestThatExists(folder), '.doctor-'));
  try {
    await fs.writeFile(join(trial, 'trial'), 'x', { flush: true });
  } finally {
    await fs.rm(trial, { recursive: true, force: true });
  }
}

/** Checks the journal's directory. */
async function journalFindings(config: Config): Promise<CheckResult[]> {
  const folder = journalFolder(config);
  try {
    await tryToWrite(folder);
    return [];
  } catch (error) {
    const says = `the journal cannot be written to ${folder} (${codeOf(error)}), and no mutation is sent without it: set journal.directory in GATEWAY_CONFIG to a directory that the gateway can write`;
    return [{ subject: 'journal.directory', finding: finding('wrong', 'config', says) }];
  }
}

const note = (subject: string, says: string): CheckResult => ({ subject, finding: finding('note', 'ok', says) });

/**
 * @param config read without the need for a way to authenticate
 */
export async function localFindings(config: Config): Promise<CheckResult[]> {
  const hasViewer = config.staffTokens.length > 0 || config.viewers.length > 0 || config.jwt !== null;
  return [
    ...(hasViewer ? [] : [note('configuration', `${noAuthentication}; serve does not start without it`)]),
    ...directory(config).warnings.map((warning) => note('viewers', warning)),
    ...(await journalFindings(config)),
  ];
}
