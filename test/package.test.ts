/** The published package, and the dependencies that installing it adds. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const packages = z.array(z.object({ files: z.array(z.object({ path: z.string() })) }));
const versions = z.record(z.string(), z.string());
const packageJson = z.object({
  engines: z.object({ node: z.string() }),
  bin: versions,
  files: z.array(z.string()),
  devDependencies: versions,
  overrides: z.record(z.string(), versions),
  scripts: versions,
});
const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ dev: z.boolean().optional(), engines: z.object({ node: z.string().optional() }).optional() }),
  ),
});

const described = packageJson.parse(JSON.parse(read('package.json')));

describe('the package', () => {
  // Without scripts: building belongs to packing, not to a test.
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = new Set(packages.parse(JSON.parse(output)).flatMap((each) => each.files.map(({ path }) => path)));

  it('contains the documents, the schemas and the operations', () => {
    expect([...files]).toEqual(
      expect.arrayContaining([
        'README.md',
        'CHANGELOG.md',
        'LICENSE',
        'package.json',
        'docs/architecture.svg',
        'docs/getting-started.md',
        'docs/graphiql.png',
        'docs/recipes.md',
        'schema/README.md',
        'schema/gateway.graphql',
        'schema/staff.graphql',
        'schema/partner.graphql',
        'schema/client.graphql',
        'schema/full.graphql',
        'schema/operations/ClientPage.graphql',
      ]),
    );
  });

  it('contains the executable, which packing builds', () => {
    const folders = Object.values(described.bin).map((path) => posix.normalize(path).split('/')[0]);
    expect(described.files).toEqual(expect.arrayContaining(folders));
    expect(described.scripts['prepack']).toBe('npm run --silent build');
  });

  it('contains neither sources nor tests', () => {
    expect([...files].filter((path) => /^(src|test|\.ci)\//.test(path))).toEqual([]);
  });

  it('contains every file that its documents link to', () => {
    const links = [...files]
      .filter((path) => path.endsWith('.md') && !path.startsWith('dist/'))
      .flatMap((path) =>
        [...read(path).matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
          .map(([, link = '']) => link.replace(/#.*/, ''))
          .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
          .map((link) => posix.join(posix.dirname(path), link)),
      );
    expect(links).toContain('docs/graphiql.png');
    expect(links.filter((link) => !files.has(link))).toEqual([]);
  });
});

describe('the dependencies of an installation', () => {
  const installed = Object.entries(lock.parse(JSON.parse(read('package-lock.json'))).packages).filter(
    ([path, { dev }]) => path.startsWith('node_modules/') && dev !== true,
  );

  // A consumer's npm ignores our overrides: a fix that exists only there would not reach it.
  it('do not depend on overrides, which affect development only', () => {
    expect(Object.keys(described.overrides).filter((name) => !(name in described.devDependencies))).toEqual([]);
  });

  it('run on the oldest supported Node', () => {
    const newer = installed.filter(([, { engines }]) => engines?.node !== undefined && !admits(engines.node));
    expect(installed.length).toBeGreaterThan(50);
    expect(newer.map(([path]) => path)).toEqual([]);
    expect(described.engines.node).toBe('>=20.19');
    expect(admits('>=22.15.0')).toBe(false);
  });
});

/** Whether an `engines` range admits Node 20.19.0. */
const admits = (range: string): boolean =>
  range.split('||').some((part) => {
    const [, sign, major, minor = '0'] = /^\s*(>=|\^)?\s*(\d+)(?:\.(\d+))?/.exec(part) ?? [];
    const from = Number(major) + Number(minor) / 100;
    return sign === '>=' ? from <= 20.19 : Number(major) === 20 && from <= 20.19;
  });
