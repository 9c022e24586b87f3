/** A day in the installation's own format, DD/MM/YYYY here, or in ISO's; undefined for anything else. */
export function localDay(text: string | undefined): string | undefined {
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text ?? '') ?? [];
  if (year !== undefined) return `${year}-${month ?? ''}-${day ?? ''}`;
  return /^\d{4}-\d\d-\d\d/.test(text ?? '') ? text : undefined;
}
