/**
 * Sealed text, which only the gateway can read: the place of a cursor, bound to a viewer and a list, and the numbers behind the id of a
 * file. The same content always has the same text, in every process with the same WHMCS secret, and all texts of a kind have the same
 * length.
 *
 * The construction follows SIV (RFC 5297): an authentication code of the plain text is the nonce of the cipher. It needs no random
 * numbers, and a text with a changed bit fails authentication.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Cursors, Place } from './paging.ts';

/** @param scope identifies the viewer and the list */
export interface Seal {
  (scope: () => string): Cursors;
  /** Numbers of up to fifteen digits, always the same count of them for one kind of thing. */
  readonly numbers: (kind: string, count: number) => SealedNumbers;
}

export interface SealedNumbers {
  at(numbers: readonly number[]): string;
  /** Null for a text that the gateway has not sealed. */
  read(text: string): readonly number[] | null;
}

const CODE_BYTES = 16;
/** Position, first client of the part, number of its clients. With the code it is a multiple of three, so that base64 has no unused bits. */
const PLACE_BYTES = 6 + 8 + 3;
const NUMBER_BYTES = 8;

/** Seals byte strings of one length. */
interface Sealing {
  seal(scope: string, plain: Buffer): string;
  open(scope: string, text: string, bytes: number): Buffer | null;
}

function sealing(secret: string, purpose: string): Sealing {
  const key = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `whmcs-graph ${purpose}: ${use}`, 32));
  const [codeKey, cipherKey] = [key('code'), key('cipher')];
  const codeOf = (scope: string, plain: Buffer): Buffer =>
    createHmac('sha256', codeKey).update(scope).update('\0').update(plain).digest().subarray(0, CODE_BYTES);
  return {
    seal(scope, plain) {
      const code = codeOf(scope, plain);
      const cipher = createCipheriv('aes-256-ctr', cipherKey, code);
      return Buffer.concat([code, cipher.update(plain)]).toString('base64url');
    },
    open(scope, text, bytes) {
      const sealed = /^[\w-]*$/.test(text) ? Buffer.from(text, 'base64url') : null;
      // Another spelling of the same bytes is not the text that was sealed.
      if (sealed?.length !== CODE_BYTES + bytes || sealed.toString('base64url') !== text) return null;
      const code = sealed.subarray(0, CODE_BYTES);
      const plain = createDecipheriv('aes-256-ctr', cipherKey, code).update(sealed.subarray(CODE_BYTES));
      return timingSafeEqual(code, codeOf(scope, plain)) ? plain : null;
    },
  };
}

/** @param secret the secret that all processes of a gateway share */
export function seal(secret: string): Seal {
  const places = sealing(secret, 'cursors');
  const cursors = (scope: () => string): Cursors => {
    let known: string | undefined;
    const scopeText = (): string => (known ??= scope());
    return {
      at: (place) => places.seal(scopeText(), encode(place)),
      read(cursor) {
        const plain = places.open(scopeText(), cursor, PLACE_BYTES);
        return plain && decode(plain);
      },
    };
  };
  const numbered = sealing(secret, 'numbers');
  return Object.assign(cursors, {
    numbers: (kind: string, count: number): SealedNumbers => ({
      at(numbers) {
        const plain = Buffer.alloc(count * NUMBER_BYTES);
        for (const [place, number] of numbers.entries()) plain.writeBigUInt64BE(BigInt(number), place * NUMBER_BYTES);
        return numbered.seal(kind, plain);
      },
      read(text) {
        const plain = numbered.open(kind, text, count * NUMBER_BYTES);
        return (
          plain && Array.from({ length: count }, (_, place) => Number(plain.readBigUInt64BE(place * NUMBER_BYTES)))
        );
      },
    }),
  });
}

/** A position of -1, before the first row, is the start of a part. */
function encode({ position, part }: Place): Buffer {
  const plain = Buffer.alloc(PLACE_BYTES);
  plain.writeUIntBE(position + 1, 0, 6);
  plain.writeBigUInt64BE(BigInt(part?.from ?? 0), 6);
  plain.writeUIntBE(part?.clients ?? 0, 14, 3);
  return plain;
}

function decode(plain: Buffer): Place {
  const position = plain.readUIntBE(0, 6) - 1;
  const clients = plain.readUIntBE(14, 3);
  return clients === 0 ? { position } : { position, part: { from: Number(plain.readBigUInt64BE(6)), clients } };
}
