/** Source text: imports that a draft needs, merged into the file that it is appended to. */
import { format } from 'prettier';

/** Collects what a draft imports. */
export class Imports {
  readonly #names = new Map<string, Set<string>>();

  constructor(initial: Readonly<Record<string, readonly string[]>> = {}) {
    for (const [module, names] of Object.entries(initial)) for (const name of names) this.from(module, name);
  }

  /** @returns the name, to be written into the draft */
  from(module: string, name: string): string {
    const names = this.#names.get(module) ?? new Set();
    this.#names.set(module, names.add(name));
    return name;
  }

  /** Adds the missing imports to a source text, which may be empty. */
  addTo(source: string): string {
    let text = source;
    for (const [module, names] of this.#names) {
      const existing = new RegExp(`import \\{([^}]*)\\} from '${module.replaceAll('.', '\\.')}';\\n`).exec(text);
      const known = existing?.[1]?.split(',').map((name) => name.trim()) ?? [];
      const all = [...new Set([...known.filter((name) => name !== ''), ...names])].toSorted(byName);
      const line = `import { ${all.join(', ')} } from '${module}';\n`;
      text = existing ? text.replace(existing[0], line) : insertImport(text, line);
    }
    return text;
  }
}

function insertImport(source: string, line: string): string {
  const last = [...source.matchAll(/^(?:import [^;]*;|\} from [^;]*;)\n/gm)].at(-1);
  if (last) {
    const at = last.index + last[0].length;
    return source.slice(0, at) + line + source.slice(at);
  }
  const head = /^(?:\/\*\*[\s\S]*?\*\/\n)?/.exec(source)?.[0] ?? '';
  return head + line + source.slice(head.length);
}

/** Types, which are marked so, come last. */
function byName(left: string, right: string): number {
  const [one, other] = [left, right].map((name) => (name.startsWith('type ') ? `~${name}` : name));
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

/** A source text with a draft at its end. */
export const appended = (
  source: string,
  title: string,
  { imports, text }: { readonly imports: Imports; readonly text: string },
): Promise<string> => formatted(`${imports.addTo(source === '' ? title : source)}\n${text}`, 'typescript');

export const formatted = (text: string, parser: 'typescript' | 'json'): Promise<string> =>
  format(text, { parser, singleQuote: true, printWidth: 120 });
