/** One folder for all that a run writes outside of the checkout, also by its children; it goes when the run ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-tests-'));
  // os.tmpdir() reads it, here and in every process that is started from here.
  process.env['TMPDIR'] = folder;
  // A browser that is still closing may write a last file.
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
