/** Checks input that WHMCS would refuse late or misunderstand. */
import { InvalidInputError } from '../../base/errors.ts';

/** Checks a country code: WHMCS accepts only the two-letter code. */
export function countryIn(code: string): string {
  if (!/^[A-Za-z]{2}$/.test(code)) {
    throw new InvalidInputError(`expected a two-letter country code like "DE", got "${code.slice(0, 40)}"`, [
      'address',
      'countryCode',
    ]);
  }
  return code.toUpperCase();
}

export function emailIn(email: string): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new InvalidInputError('email is not an e-mail address', ['email']);
  return email;
}
