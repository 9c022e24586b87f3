/** The text of a configuration file -> what it says, or every mistake in it. Pure, so that a running gateway can try a new text first. */
import { z } from 'zod';
import { describeValue, kindOf } from './describe-value.ts';
import { readDocument, type Data, type Language, type Mistake, type Path } from './document.ts';
import { settingsFor, type Settings } from './settings.ts';

export type ParsedFile =
  | { readonly settings: Settings; readonly problems?: undefined }
  /** A sentence for each mistake, in the order of the file. */
  | { readonly settings?: undefined; readonly problems: readonly string[] };

/**
 * @param name the file's name: what messages begin with, and whether it is JSON
 * @param mutations the names of mutations that `allow` of a viewer may list
 */
export function parseConfigFile(text: string, name: string, mutations: readonly string[] = []): ParsedFile {
  const language: Language = name.toLowerCase().endsWith('.json') ? 'JSON' : 'YAML';
  const read = readDocument(text, language);
  if (Array.isArray(read)) return { problems: told(read, name) };
  const checked = settingsFor(mutations).safeParse(read.value);
  if (checked.success) return { settings: checked.data };
  const mistakes = checked.error.issues.flatMap((issue) => mistakesOf(issue, read));
  return { problems: told(mistakes, name) };
}

/** Our schemas say what the form is; what came is said here, where the whole file is at hand. */
function mistakesOf(issue: z.core.$ZodIssue, data: Data): Mistake[] {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    const sentences = message.split('\n');
    return issue.keys.map((key, index) => {
      const unknown = [...path, key];
      return { path: unknown, place: data.placeOf(unknown, 'name'), says: sentences[index] ?? message };
    });
  }
  const place = data.placeOf(path, 'value');
  if (issue.code === 'custom' && issue.params?.['isWhole'] === true) return [{ path, place, says: message }];
  const value = partOf(data.value, path);
  // A text in the place of a mapping may be one that a missing space made of it: "token:abc".
  const isWhole = issue.code === 'invalid_type' && ['object', 'record', 'array'].includes(issue.expected);
  const instead = isWhole ? kindOf(value) : describeValue(value, path);
  return [{ path, place, says: `${message}, not ${instead}` }];
}

/** Without a space after its colon, a name has the value in it: "secret:abc". */
const shownName = (step: PropertyKey): PropertyKey => (typeof step === 'string' ? step.replace(/:.+$/s, ':…') : step);

/** A file of another program would have many. */
const MOST_TOLD = 20;

function told(mistakes: readonly Mistake[], name: string): string[] {
  const sentences = mistakes
    .toSorted((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
    .map(({ place, path, says }) => {
      const subject = path.length === 0 ? 'the file' : z.core.toDotPath(path.map(shownName));
      return `${name}:${place.line}:${place.column} ${subject} ${says}`;
    });
  const more = sentences.length - MOST_TOLD;
  return more > 0 ? [...sentences.slice(0, MOST_TOLD), `${name} has ${more} more mistakes`] : sentences;
}

const partOf = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (whole, step) => (typeof whole === 'object' && whole !== null ? Reflect.get(whole, step) : undefined),
    value,
  );
