/** Which files of src/ may import which; `test/boundaries.test.ts` fails by name for each import that crosses a border. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';

/** One import or re-export of a file of this project, both as paths from src/. */
export interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

interface Border {
  /** The files whose imports the border restricts. */
  readonly inside: RegExp;
  readonly allows: (to: string, typeOnly: boolean) => boolean;
  readonly because: string;
  /** Whether not even what every folder may import is allowed. */
  readonly isStrict?: boolean;
}

const isUnder =
  (...folders: string[]) =>
  (to: string): boolean =>
    folders.some((folder) => to.startsWith(`${folder}/`));
const isNotUnder =
  (...folders: string[]) =>
  (to: string): boolean =>
    !isUnder(...folders)(to);

/** Every folder but the simulator may import these: turns on the event loop, which share one queue, the clock for durations, and values that may be promises. */
const EVERYBODYS = new Set(['turns.ts', 'monotonic.ts', 'maybe-promise.ts']);

/** The layers of graph/: each imports the layers below it. Folders of one layer do not import each other. */
const FLOORS: readonly (readonly string[])[] = [
  ['base'],
  ['read'],
  ['entity'],
  ['schema-kit'],
  ['write'],
  ['graph.ts'],
  ['explain', 'nouns'],
  ['schema.ts'],
];

const floorOf = (path: string): number => {
  const name = path.split('/')[1] ?? '';
  return FLOORS.findIndex((folders) => folders.includes(name));
};

/** A border for each folder of graph/. */
const floors: readonly Border[] = FLOORS.flatMap((folders, floor) =>
  folders.map((folder) => ({
    inside: new RegExp(`^graph/${folder.replace('.', '\\.')}(?:/|$)`),
    allows: (to: string) =>
      isNotUnder('graph')(to) || isUnder(`graph/${folder}`)(to) || (floorOf(to) >= 0 && floorOf(to) < floor),
    because: `graph/${folder} stands on ${FLOORS.slice(0, floor).flat().join(', ') || 'nothing else of graph/'}`,
  })),
);

/** The files of whmcs/ with the names and usual values that a configuration may contain. */
const WORDS = new Set([
  'whmcs/command.ts',
  'whmcs/commands/index.ts',
  'whmcs/credentials.ts',
  'whmcs/transport/answer-limits.ts',
  'whmcs/transport/breaker-options.ts',
  'whmcs/transport/remote-reads.ts',
  'whmcs/wire/date-formats.ts',
]);

const isCommand = (to: string): boolean => isUnder('whmcs/commands')(to) && to !== 'whmcs/commands/index.ts';

/** The borders between the languages. These lines are the design; change them together with docs/architecture.md. */
const BORDERS: readonly Border[] = [
  {
    inside: /^whmcs\//,
    allows: isUnder('whmcs'),
    because: 'whmcs/ speaks WHMCS and knows nothing else of ours',
  },
  {
    inside: /^journal\//,
    allows: isUnder('journal', 'whmcs'),
    because: "journal/ writes down what is sent and finds out what came of it; whose wish it was is the graph's affair",
  },
  {
    inside: /^access\//,
    allows: (to) => isUnder('access', 'whmcs')(to) || to === 'config/roles.ts',
    because: 'access/ says who asks and what they may; it does not know how they are answered',
  },
  {
    inside: /^config\//,
    allows: isUnder('config', 'whmcs'),
    because: 'config/ describes the other folders; it imports none of them but whmcs/',
  },
  {
    inside: /^config\//,
    allows: (to, typeOnly) => typeOnly || isNotUnder('whmcs')(to) || WORDS.has(to),
    because: 'config/ takes types and words of whmcs/, nothing that does anything',
  },
  {
    inside: /^graph\//,
    allows: isUnder('graph', 'whmcs', 'access', 'journal'),
    because: 'graph/ is handed what it needs, configuration included',
  },
  {
    inside: /^graph\/(?!nouns\/|schema\.ts$)/,
    allows: isNotUnder('graph/nouns'),
    because: 'the machinery of graph/ names no noun, not even a type: a noun declares itself to it',
  },
  ...floors,
  {
    inside: /^graph\/(?!nouns\/|read\/)/,
    allows: (to) => !isCommand(to),
    because: 'the machinery of graph/ knows no command; nouns name those that they send',
  },
  {
    inside: /^graph\/read\//,
    allows: (to, typeOnly) => typeOnly || !isCommand(to),
    because: 'graph/read may name the types of commands and sends those that it is handed',
  },
  {
    inside: /^graph\/nouns\/.*\.type\.ts$/,
    allows: (to, typeOnly) => to !== 'graph/graph.ts' && (typeOnly || to !== 'graph/read/scope.ts'),
    because: 'resolvers have no session: they reach WHMCS through nouns, behind the door',
  },
  {
    inside: /\.type\.ts$/,
    allows: isNotUnder('whmcs'),
    because: 'a type shows an entity; the entity beside it speaks to WHMCS, behind the door',
  },
  {
    inside: /^gateway\//,
    allows: isNotUnder('cli', 'simulator'),
    because: 'gateway/ is started by cli/ and does not know that its WHMCS may be a simulated one',
  },
  {
    inside: /^simulator\//,
    allows: (to, typeOnly) => isUnder('simulator')(to) || (typeOnly && to === 'whmcs/commands/index.ts'),
    because: 'a simulator that shares code with the client would agree with its mistakes; types of command names apart',
    isStrict: true,
  },
];

/** The reason of each border, by which a test knows that it has an example. */
export const reasons: readonly string[] = BORDERS.map(({ because }) => because);

/** A sentence for each import that crosses a border. */
export function crossings(imports: readonly Import[]): string[] {
  return imports.flatMap(({ from, to, typeOnly }) =>
    BORDERS.filter(
      ({ inside, allows, isStrict = false }) =>
        inside.test(from) && !allows(to, typeOnly) && (isStrict || !EVERYBODYS.has(to)),
    ).map(({ because }) => `src/${from} imports src/${to}: ${because}`),
  );
}

/** Every import of a project file under a folder. */
export function importsUnder(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .flatMap((entry) => {
      const path = `${entry.parentPath}/${entry.name}`;
      return importsOf(relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8'));
    });
}

/** The project files that a file imports: static, dynamic and re-exported. `import { type X }` counts as a value: it runs the file. */
export function importsOf(from: string, source: string): Import[] {
  return [...source.matchAll(IMPORT)].map(({ groups = {} }) => ({
    from,
    to: posix.join(posix.dirname(from), groups['path'] ?? groups['dynamic'] ?? ''),
    typeOnly: groups['type'] !== undefined,
  }));
}

// Leading comments are harmless: an example in a docstring starts with "*", an import at the start of its line.
const IMPORT =
  /^(?:import|export)\b(?<type>\s+type\b(?!\s*from))?(?:[^'";]*?\bfrom)?\s*['"](?<path>\.[^'"]*)['"]|\bimport\(\s*['"](?<dynamic>\.[^'"]*)['"]/gm;
