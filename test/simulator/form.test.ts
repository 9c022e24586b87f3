import { describe, expect, it } from 'vitest';
import { decodeForm } from '../../src/simulator/http/form.ts';
import { decodeMultipart } from '../../src/simulator/http/multipart.ts';
import { decodeSerialized } from '../../src/simulator/http/unserialize.ts';
import { serialized } from './support.ts';

describe('a form, as PHP reads it', () => {
  it.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&a=2', { a: '2' }],
    ['a[]=x&a[]=y', { a: { 0: 'x', 1: 'y' } }],
    ['a[5]=x&a[]=y', { a: { 5: 'x', 6: 'y' } }],
    ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
    ['a=1&a[]=2', { a: { 0: '2' } }],
    ['a[]=2&a=1', { a: '1' }],
    ['a.b=1&c d=2', { a_b: '1', c_d: '2' }],
    ['a[b.c]=1', { a: { 'b.c': '1' } }],
    ['a[example.com]=2', { a: { 'example.com': '2' } }],
    ['a[b=1', { a_b: '1' }],
    ['a[b]x=1', { a: { b: '1' } }],
    ['a=%C3%A4+%26&b=%zz', { a: 'ä &', b: '%zz' }],
    ['=1&&a', { a: '' }],
  ])('%s', (body, expected) => {
    expect(decodeForm(body)).toEqual(expected);
  });

  it('keeps a field called __proto__ a field', () => {
    expect(Object.hasOwn(decodeForm('__proto__=1&__proto__[x]=2'), '__proto__')).toBe(true);
    expect({}).not.toHaveProperty('x');
  });

  it('drops what is beyond a thousand variables without a word', () => {
    const body = Array.from({ length: 1200 }, (_, index) => `v${index}=1`).join('&');
    expect(Object.keys(decodeForm(body))).toHaveLength(1000);
  });

  it('may be multipart', () => {
    const body = '--X\r\nContent-Disposition: form-data; name="a[]"\r\n\r\nä\r\n--X--\r\n';
    expect(decodeMultipart(Buffer.from(body), 'multipart/form-data; boundary=X')).toEqual({ a: { 0: 'ä' } });
  });
});

describe('base64 of serialize()', () => {
  it('counts bytes', () => {
    expect(decodeSerialized(serialized({ 1: 'Größe 🌸', name: 'x' }))).toEqual({ 1: 'Größe 🌸', name: 'x' });
  });

  it('reads numbers, booleans, null and arrays in arrays', () => {
    const text = 'a:4:{i:0;i:-7;i:1;d:1.5;s:1:"b";b:0;i:9;a:2:{i:0;N;i:1;b:1;}}';
    expect(decodeSerialized(Buffer.from(text).toString('base64'))).toEqual({
      0: '-7',
      1: '1.5',
      b: '',
      9: { 0: '', 1: '1' },
    });
  });

  it.each(['{"1":"x"}', 'a:1:{i:1;s:3:"ä";}', 'a:2:{i:1;s:1:"x";}', 's:1:"x";', 'a:0:{}tail', 'O:1:"X":0:{}'])(
    'is nothing where it is malformed: %s',
    (text) => {
      expect(decodeSerialized(Buffer.from(text).toString('base64'))).toBeUndefined();
    },
  );

  it('is nothing where it is no base64', () => {
    expect(decodeSerialized('a:0:{}')).toBeUndefined();
  });
});
