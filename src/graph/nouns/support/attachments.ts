/** Files of tickets, replies and notes: what WHMCS tells of them, and what it is sent. */
import { InvalidInputError } from '../../base/errors.ts';
import { partsIn } from '../../base/printed-lists.ts';

export interface AttachmentFacts {
  /** WHMCS's place of it among the files of the same message, from 0. */
  readonly index: number | null;
  readonly fileName: string | null;
  /** The name of the file on WHMCS's disk. */
  readonly storedName: string | null;
}

/** As rows, replies and notes tell of their files. */
interface Attached {
  readonly attachment?: string | null | undefined;
  readonly attachments?:
    | readonly { readonly filename?: string | null | undefined; readonly index?: number | null | undefined }[]
    | undefined;
}

/**
 * The files, in their order; undefined where neither list is told. Before 7.10 there is only `attachment`, stored names with pipes
 * between them, each the file's own name behind a random number.
 */
export function attachmentFacts({ attachment, attachments }: Attached): readonly AttachmentFacts[] | undefined {
  if (attachment === undefined && attachments === undefined) return undefined;
  const stored = partsIn(attachment ?? null, '|');
  const fromStored = (name: string, index: number) => ({ index, filename: name.replace(/^\d+_/, '') });
  const files = attachments && attachments.length > 0 ? attachments : stored.map(fromStored);
  return files.map(({ index, filename }, place) => ({
    index: index ?? place,
    fileName: filename ?? null,
    storedName: stored[index ?? place] ?? null,
  }));
}

interface AttachmentInput {
  readonly name: string;
  readonly data: string;
}

/** Said without a group: a regular expression over groups of four runs out of stack on a file of some megabytes. */
const isBase64 = (data: string): boolean => data.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(data);

/**
 * The files of an input as WHMCS takes them, or undefined where there are none. WHMCS would drop one that it cannot read without a word.
 *
 * @throws InvalidInputError naming the file
 */
export function attachmentsIn(files: readonly AttachmentInput[] | null | undefined): AttachmentInput[] | undefined {
  if (!files || files.length === 0) return undefined;
  return files.map(({ name, data }, index) => {
    const path = ['attachments', String(index)];
    if (name.trim() === '') throw new InvalidInputError('a file needs a name', [...path, 'name']);
    if (!isBase64(data))
      throw new InvalidInputError('data is not base64 (with padding, without blanks)', [...path, 'data']);
    return { name, data };
  });
}
