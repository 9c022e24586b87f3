/** `secrets`: the mutations that are off by default, because they show or take secrets, and that this gateway offers. */
import { z } from 'zod';
import { describeValue } from './describe-value.ts';
import { issueAt } from './forms.ts';
import { nearest } from './nearest.ts';

/** @param off the names of the mutations that are off by default, which only the graph has */
export const secrets = (off: readonly string[]) =>
  z
    .array(z.string({ error: 'must be the name of a mutation' }), { error: 'must be a list of names of mutations' })
    .superRefine((list, context) => {
      for (const [index, name] of list.entries()) {
        if (off.includes(name)) continue;
        const near = nearest(name, off);
        const hint = near === undefined ? 'schema/full.graphql has them' : `did you mean ${near}?`;
        const message = `is ${describeValue(name, [])}, which is no mutation that is off by default; ${hint}`;
        context.addIssue(issueAt([index], message));
      }
    })
    .default([]);
