/** What a viewer may not use fails as if it had never been there; that the two are the same bytes is for test/gateway/http/hidden.test.ts. */
import { expect } from 'vitest';
import type { Executed } from './gateway.ts';

/** @param names what is taken for unknown: fields, arguments or types */
export function expectUnknown(
  { data, errors, calls }: Pick<Executed<unknown>, 'data' | 'errors' | 'calls'>,
  ...names: string[]
): void {
  const messages = errors?.map(({ message }) => message) ?? [];
  for (const name of names) {
    const unknown = new RegExp(
      `Cannot query field "${name}" on|Field "${name}" is not defined by|Unknown type "${name}"`,
    );
    expect(messages).toContainEqual(expect.stringMatching(unknown));
  }
  // What stands in the document breaks its rules, what stands in a variable is a value.
  for (const { message, extensions } of errors ?? [])
    expect(extensions.code).toBe(message.startsWith('Variable ') ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED');
  expect([data, calls]).toEqual([undefined, []]);
}
