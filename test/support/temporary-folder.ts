/** One folder for all files that a run and its children write outside the checkout; it is deleted when the run ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-tests-'));
  // os.tmpdir() reads it, here and in every child process.
  process.env['TMPDIR'] = folder;
  // A closing browser may still write a last file.
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
