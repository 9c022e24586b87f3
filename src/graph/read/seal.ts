/**
 * Sealed cursors: a place that only the gateway can read, bound to a viewer and a list. The same place always has the same cursor, in
 * every process with the same WHMCS secret, and all cursors have the same length.
 *
 * The construction follows SIV (RFC 5297): an authentication code of the plain text is the nonce of the cipher. It needs no random
 * numbers, and a cursor with a changed bit fails authentication.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Cursors, Place } from './paging.ts';

/** @param scope identifies the viewer and the list */
export type Seal = (scope: () => string) => Cursors;

const CODE_BYTES = 16;
/** Position, first client of the part, number of its clients. With the code it is a multiple of three, so that base64 has no unused bits. */
const PLACE_BYTES = 6 + 8 + 3;
const SEALED = new RegExp(`^[\\w-]{${((CODE_BYTES + PLACE_BYTES) * 4) / 3}}$`);

/** @param secret the secret that all processes of a gateway share */
export function seal(secret: string): Seal {
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `whmcs-graph cursors: ${purpose}`, 32));
  const [codeKey, cipherKey] = [key('code'), key('cipher')];
  const codeOf = (scope: string, place: Buffer): Buffer =>
    createHmac('sha256', codeKey).update(scope).update('\0').update(place).digest().subarray(0, CODE_BYTES);

  return (scope) => {
    let known: string | undefined;
    const scopeText = (): string => (known ??= scope());
    return {
      at(place) {
        const plain = encode(place);
        const code = codeOf(scopeText(), plain);
        const cipher = createCipheriv('aes-256-ctr', cipherKey, code);
        return Buffer.concat([code, cipher.update(plain)]).toString('base64url');
      },
      read(cursor) {
        if (!SEALED.test(cursor)) return null;
        const sealed = Buffer.from(cursor, 'base64url');
        const code = sealed.subarray(0, CODE_BYTES);
        const plain = createDecipheriv('aes-256-ctr', cipherKey, code).update(sealed.subarray(CODE_BYTES));
        return timingSafeEqual(code, codeOf(scopeText(), plain)) ? decode(plain) : null;
      },
    };
  };
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
