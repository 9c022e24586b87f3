import { formOf } from './form.ts';
import type { PhpForm } from './php.ts';

/** Decodes the text fields of `multipart/form-data`; WHMCS takes it as well as urlencoded bodies. */
export function decodeMultipart(body: Buffer, contentType: string): PhpForm {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!boundary) return formOf([]);
  // latin1 keeps one character per byte, so that the parts can be cut as text and re-read as UTF-8.
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  const pairs = parts.flatMap((part): [string, string][] => {
    const gap = part.indexOf('\r\n\r\n');
    const name = /name="([^"]*)"/i.exec(part.slice(0, gap))?.[1];
    const isFile = /filename="/i.test(part.slice(0, gap));
    return gap < 0 || name === undefined || isFile
      ? []
      : [[utf8(name), utf8(part.slice(gap + 4).replace(/\r\n$/, ''))]];
  });
  return formOf(pairs);
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
