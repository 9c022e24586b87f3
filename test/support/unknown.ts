/** A member that the viewer may not use fails as if the schema never had it. test/gateway/http/hidden.test.ts compares the bytes. */
import { expect } from 'vitest';
import type { Executed } from './gateway.ts';

/** @param names of the fields, arguments or types that are reported as unknown */
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
  // A name in the document breaks a validation rule; a name in a variable is a bad value.
  for (const { message, extensions } of errors ?? [])
    expect(extensions.code).toBe(message.startsWith('Variable ') ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED');
  expect([data, calls]).toEqual([undefined, []]);
}
