/** The files of tickets, replies and notes: the facts about them, their content, and the files to send. */
import { InvalidInputError } from '../../base/errors.ts';
import { partsIn } from '../../base/printed-lists.ts';

/** What a file belongs to, in WHMCS's words: the opening message of a ticket is the ticket. */
export interface Attaching {
  readonly ticketId: number;
  readonly type: 'ticket' | 'reply' | 'note';
  /** The number of the ticket, the reply or the note. */
  readonly relatedId: number;
}

export interface AttachmentFacts extends Attaching {
  /** WHMCS's index of the file in its message, from 0. */
  readonly index: number;
  readonly fileName: string | null;
  /** The name of the file on WHMCS's disk. */
  readonly storedName: string | null;
}

/** The files in rows, replies and notes. */
interface Attached {
  readonly attachment?: string | null | undefined;
  readonly attachments?:
    | readonly { readonly filename?: string | null | undefined; readonly index?: number | null | undefined }[]
    | undefined;
}

/**
 * The files, in their order; undefined if neither list is reported. Before 7.10 there is only `attachment`: stored names separated by
 * pipes, each a random number followed by the file's name.
 */
export function attachmentFacts(
  { attachment, attachments }: Attached,
  of: Attaching,
): readonly AttachmentFacts[] | undefined {
  if (attachment === undefined && attachments === undefined) return undefined;
  const stored = partsIn(attachment ?? null, '|');
  const fromStored = (name: string, index: number) => ({ index, filename: name.replace(/^\d+_/, '') });
  const files = attachments && attachments.length > 0 ? attachments : stored.map(fromStored);
  return files.map(({ index, filename }, place) => ({
    ...of,
    index: index ?? place,
    fileName: filename ?? null,
    storedName: stored[index ?? place] ?? null,
  }));
}

interface AttachmentInput {
  readonly name: string;
  readonly data: string;
}

/** Without a group, because a regular expression with groups of four overflows the stack on a file of some megabytes. */
const isBase64 = (data: string): boolean => data.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(data);

/**
 * The files of an input as WHMCS takes them; undefined if there are none. WHMCS silently drops a file that it cannot read.
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
