/** Parses the text of a configuration file into settings, or all its mistakes. Pure: a running gateway can validate a new text first. */
import { z } from 'zod';
import { customCommandsIn } from './custom-commands.ts';
import { describeValue, kindOf } from './describe-value.ts';
import { readDocument, type ParsedDocument, type Language, type Mistake, type Path } from './document.ts';
import { settingsFor, type Settings } from './settings.ts';

export type ParsedFile =
  | { readonly settings: Settings; readonly problems?: undefined }
  /** A sentence for each mistake, in the order of the file. */
  | { readonly settings?: undefined; readonly problems: readonly string[] };

/**
 * @param name the name of the file: messages start with it, and its extension selects JSON or YAML
 * @param mutations the mutation names that `allow` of a viewer may list
 * @param off those that `secrets` may list
 */
export function parseConfigFile(
  text: string,
  name: string,
  mutations: readonly string[] = [],
  off: readonly string[] = [],
): ParsedFile {
  const language: Language = name.toLowerCase().endsWith('.json') ? 'JSON' : 'YAML';
  const read = readDocument(text, language);
  if (Array.isArray(read)) return { problems: reported(read, name) };
  const checked = settingsFor(mutations, off, customCommandsIn(read.value)).safeParse(read.value);
  if (checked.success) return { settings: checked.data };
  const mistakes = checked.error.issues.flatMap((issue) => mistakesOf(issue, read));
  return { problems: reported(mistakes, name) };
}

/** Adds position and given value to the message of a schema, which names only the expected form. */
function mistakesOf(issue: z.core.$ZodIssue, data: ParsedDocument): Mistake[] {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    const sentences = message.split('\n');
    return issue.keys.map((key, index) => {
      const unknown = [...path, key];
      return { path: unknown, position: data.positionOf(unknown, 'name'), message: sentences[index] ?? message };
    });
  }
  const position = data.positionOf(path, 'value');
  if (issue.code === 'custom' && issue.params?.['isWhole'] === true) return [{ path, position, message }];
  const value = partOf(data.value, path);
  // A string instead of a mapping may contain a secret: "token:abc" lacks the space after its colon.
  const isWhole = issue.code === 'invalid_type' && ['object', 'record', 'array'].includes(issue.expected);
  const given = isWhole ? kindOf(value) : describeValue(value, path);
  return [{ path, position, message: `${message}, not ${given}` }];
}

/** Hides the value in a key without a space after its colon: "secret:abc". */
const shownName = (step: PropertyKey): PropertyKey => (typeof step === 'string' ? step.replace(/:.+$/s, ':…') : step);

/** The file of another program would have many mistakes. */
const MOST_REPORTED = 20;

function reported(mistakes: readonly Mistake[], name: string): string[] {
  const sentences = mistakes
    .toSorted((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
    .map(({ position, path, message }) => {
      const subject = path.length === 0 ? 'the file' : z.core.toDotPath(path.map(shownName));
      return `${name}:${position.line}:${position.column} ${subject} ${message}`;
    });
  const more = sentences.length - MOST_REPORTED;
  return more > 0 ? [...sentences.slice(0, MOST_REPORTED), `${name} has ${more} more mistakes`] : sentences;
}

const partOf = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (whole, step) => (typeof whole === 'object' && whole !== null ? Reflect.get(whole, step) : undefined),
    value,
  );
