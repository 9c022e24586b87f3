import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { afterAll, describe } from 'vitest';

/** Opens a browser with an empty profile, at the first call. */
export type OpenBrowser = () => Promise<BrowserContext>;

/** Runs the tests if Chromium is installed, else skips them and names the missing package. */
export function describeChromium(name: string, tests: (open: OpenBrowser) => void): void {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    const absent = (): Promise<never> => Promise.reject(new Error('Chromium is not installed'));
    describe.skip(`${name}: install chromium (Debian package) to run`, () => {
      tests(absent);
    });
    return;
  }
  describe(name, () => {
    const profile = mkdtempSync(join(tmpdir(), 'gateway-chromium-'));
    let browser: Promise<BrowserContext> | undefined;
    afterAll(async () => {
      await (await browser)?.close();
      rmSync(profile, { recursive: true, force: true });
    });
    tests(() => (browser ??= launch(executablePath, profile)));
  });
}

/** CHROMIUM_PATH if it is set, else the first `chromium` on the PATH. */
export function chromiumPath(): string | undefined {
  const { CHROMIUM_PATH, PATH = '' } = process.env;
  const candidates = [CHROMIUM_PATH ?? [], PATH.split(delimiter).map((folder) => join(folder, 'chromium'))].flat();
  return candidates.find(isExecutable);
}

/** A browser that sends no requests of its own: without network access, its background lookups would add noise to a test. */
function launch(executablePath: string, profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
