/** Links, anchors and paths in the documents have a target. */
import { existsSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsIn, pages, proseOf, read, root, spansIn } from './pages.ts';

/** The targets of "](…)" and image sources, without external addresses. */
const linksIn = (text: string): string[] =>
  [...proseOf(text).matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));

const exists = (path: string): boolean => existsSync(new URL(path, root));

/** The problem of a link; nothing if its target exists. */
function brokenAt(page: string, link: string): string[] {
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : posix.join(posix.dirname(page), file);
  if (!exists(target)) return [`${link}: there is no ${target}`];
  if (anchor === undefined || !target.endsWith('.md') || anchorsIn(read(target)).has(anchor)) return [];
  return [`${link}: ${target} has no heading of that name`];
}

const PATH = /^(?:src|test|schema|docs|\.ci)\/[\w./<>*,{}-]*$/;

/** Paths in code spans and blocks. "<noun>" and "*" stand for any name. */
const pathsIn = (text: string): string[] =>
  [...spansIn(text), ...text.split(/[\s()"'`]+/)]
    .filter((word) => PATH.test(word))
    .map((word) => word.replace(/[.,]$/, ''));

function isThere(path: string): boolean {
  const steps = path.split('/').filter((step) => step !== '');
  const open = steps.findIndex((step) => /[<*]/.test(step));
  if (open < 0) return exists(path);
  const parent = steps.slice(0, open).join('/');
  const literal = (part: string): string => part.replaceAll(/[.{}]/g, String.raw`\$&`);
  const form = new RegExp(
    `^${(steps[open] ?? '')
      .split(/<\w+>|\*/)
      .map(literal)
      .join('.+')}$`,
  );
  return (
    exists(parent) &&
    readdirSync(new URL(`${parent}/`, root))
      .filter((name) => form.test(name))
      .some((name) => isThere([parent, name, ...steps.slice(open + 1)].join('/')))
  );
}

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('has links with a target', () => {
    expect(linksIn(text).flatMap((link) => brokenAt(page, link))).toEqual([]);
  });

  it('names existing files', () => {
    expect([...new Set(pathsIn(text))].filter((path) => !isThere(path))).toEqual([]);
  });
});

describe('the check', () => {
  it('finds links, anchors and paths without a target', () => {
    expect(brokenAt('README.md', 'docs/nowhere.md')).toHaveLength(1);
    expect(brokenAt('docs/access.md', 'access.md#no-such-heading')).toHaveLength(1);
    expect(brokenAt('docs/access.md', '#roles')).toEqual([]);
    expect(linksIn('see [this](a.md#b), ![that](c.png) and [that](https://example.com)')).toEqual(['a.md#b', 'c.png']);
    expect(pathsIn('run `npx vitest run test/docs/nowhere.test.ts` and see `src/whmcs/commands/<noun>.ts`.')).toEqual([
      'src/whmcs/commands/<noun>.ts',
      'test/docs/nowhere.test.ts',
      'src/whmcs/commands/<noun>.ts',
    ]);
    expect(isThere('test/docs/nowhere.test.ts')).toBe(false);
    expect(isThere('src/whmcs/commands/<noun>.ts')).toBe(true);
  });

  it('covers every page that the README lists', () => {
    expect(linksIn(read('README.md')).filter((link) => link.endsWith('.md') && !link.startsWith('CHANGELOG'))).toEqual(
      expect.arrayContaining(pages.filter((page) => page !== 'README.md')),
    );
  });
});
