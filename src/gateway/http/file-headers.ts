/** The headers of a file that somebody has sent: it is saved, never shown by the browser as a page of the gateway. */

/** Types by extension. Whatever a browser could run, such as HTML and SVG, is not here: those files are bytes. */
const mediaTypes: Readonly<Record<string, string>> = {
  bmp: 'image/bmp',
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  eml: 'message/rfc822',
  gif: 'image/gif',
  gz: 'application/gzip',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  log: 'text/plain',
  mp4: 'video/mp4',
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  webp: 'image/webp',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};

/** The media type of a file, by its name. */
export function mediaTypeOf(name: string): string {
  const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(mediaTypes, extension) ? mediaTypes[extension] : undefined) ?? 'application/octet-stream';
}

/**
 * Content-Disposition (RFC 6266): the whole name in UTF-8, and a name in ASCII for old callers. Names are written by whoever sent the file:
 * nothing in them may end the header, leave a folder, or hide the extension.
 */
export function contentDisposition(name: string): string {
  const safe = name.replaceAll(/[\p{Cc}\p{Cf}\\/]/gu, '_').trim() || 'attachment';
  const ascii = safe.replaceAll(/[^ -~]|["%]/g, '_');
  // encodeURIComponent refuses half of a surrogate pair, which UTF-8 does not have.
  const encoded = encodeURIComponent(Buffer.from(safe).toString()).replaceAll(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
