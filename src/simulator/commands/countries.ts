const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const callingCodes: Readonly<Record<string, string>> = {
  US: '1',
  GB: '44',
  DE: '49',
  FR: '33',
  IE: '353',
  JP: '81',
  AE: '971',
  AT: '43',
};

/** The country's name, or undefined for an unknown code. */
export function countryName(code: string): string | undefined {
  return /^[A-Z]{2}$/.test(code) ? names.of(code) : undefined;
}

export function callingCode(country: string): string {
  return callingCodes[country] ?? '1';
}
