/**
 * Sealed cursors: a place that only the gateway can read, bound to a viewer and a list. The same place makes the same cursor, here and
 * in every other process with the same WHMCS secret, and all cursors are of one length.
 *
 * It is made in the manner of SIV (RFC 5297): an authentication code over what is sealed is the nonce of the cipher, so that nothing
 * depends on chance, and whoever changes a bit has changed the code as well.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Cursors, Place } from './paging.ts';

/** @param scope who the viewer is, and which list */
export type Seal = (scope: () => string) => Cursors;

const CODE_BYTES = 16;
/** Position, first client of the part, clients in it. With the code a multiple of three, so that no bit of a cursor is without meaning. */
const PLACE_BYTES = 6 + 8 + 3;
const SEALED = new RegExp(`^[\\w-]{${((CODE_BYTES + PLACE_BYTES) * 4) / 3}}$`);

/** @param secret what all processes of one gateway share */
export function seal(secret: string): Seal {
  const key = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `whmcs-graph cursors: ${purpose}`, 32));
  const [codeKey, cipherKey] = [key('code'), key('cipher')];
  const codeOf = (scope: string, place: Buffer): Buffer =>
    createHmac('sha256', codeKey).update(scope).update('\0').update(place).digest().subarray(0, CODE_BYTES);

  return (scope) => {
    let told: string | undefined;
    const scoped = (): string => (told ??= scope());
    return {
      at(place) {
        const plain = written(place);
        const code = codeOf(scoped(), plain);
        const cipher = createCipheriv('aes-256-ctr', cipherKey, code);
        return Buffer.concat([code, cipher.update(plain)]).toString('base64url');
      },
      read(cursor) {
        if (!SEALED.test(cursor)) return null;
        const sealed = Buffer.from(cursor, 'base64url');
        const code = sealed.subarray(0, CODE_BYTES);
        const plain = createDecipheriv('aes-256-ctr', cipherKey, code).update(sealed.subarray(CODE_BYTES));
        return timingSafeEqual(code, codeOf(scoped(), plain)) ? placeIn(plain) : null;
      },
    };
  };
}

/** The position before the first, where a part begins, is -1. */
function written({ position, part }: Place): Buffer {
  const plain = Buffer.alloc(PLACE_BYTES);
  plain.writeUIntBE(position + 1, 0, 6);
  plain.writeBigUInt64BE(BigInt(part?.from ?? 0), 6);
  plain.writeUIntBE(part?.clients ?? 0, 14, 3);
  return plain;
}

function placeIn(plain: Buffer): Place {
  const position = plain.readUIntBE(0, 6) - 1;
  const clients = plain.readUIntBE(14, 3);
  return clients === 0 ? { position } : { position, part: { from: Number(plain.readBigUInt64BE(6)), clients } };
}
