/** Support departments: GetSupportDepartments. */
import { z } from 'zod';
import { read } from '../command.ts';
import { optionParam } from '../wire/params.ts';
import { count, id, text } from '../wire/values.ts';
import { page, rows } from '../wire/page.ts';

const row = z.object({ id, name: text, awaitingreply: count, opentickets: count });

export const GetSupportDepartments = read('GetSupportDepartments', {
  // Without it WHMCS returns only the departments of the administrator behind the credential.
  params: z.strictObject({ ignore_dept_assignments: optionParam.optional() }),
  answer: page({ departments: rows('department', row) }),
  keep: 'reference',
  // Rows count their tickets.
  topics: ['departments', 'tickets'],
  probe: { ignore_dept_assignments: true },
});
