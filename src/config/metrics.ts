/** `metrics`: the operations that metrics name, and the listener for /metrics. */
import { z } from 'zod';
import { mapping, orEmpty, fullMessage } from './forms.ts';

const nameForm = { error: 'must be an operation name: letters, digits and _' };
const directoryForm = { error: 'must be the path of a directory' };
const portForm = { error: 'must be a port: a whole number from 0 to 65535' };
const aPort = z.int(portForm).min(0, portForm).max(65_535, portForm);
const hostForm = { error: 'must be a host name or IP address' };

export const metrics = orEmpty(
  mapping({
    operations: z
      .array(z.string(nameForm).regex(/^[_A-Za-z]\w{0,127}$/, nameForm), {
        error: 'must be a list of operation names',
      })
      .default([]),
    documents: z.string(directoryForm).regex(/\S/, directoryForm).optional(),
    port: aPort.optional(),
    host: z
      .string(hostForm)
      .regex(/^[\w.:-]+$/, hostForm)
      .optional(),
  }).refine(({ port, host }) => host === undefined || port !== undefined, fullMessage('has a host but no port')),
);
