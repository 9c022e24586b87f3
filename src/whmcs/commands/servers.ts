/** Servers: GetServers. */
import { z } from 'zod';
import { read } from '../command.ts';
import { idParam, optionParam } from '../wire/params.ts';
import { count, flag, id, listOf, objectOf, text } from '../wire/values.ts';

const row = z.object({
  id,
  name: text,
  hostname: text,
  ipaddress: text,
  active: flag,
  activeServices: count,
  maxAllowedServices: count,
  percentUsed: count,
  module: text,
  /** Only with `fetchStatus` WHMCS asks the server. */
  status: objectOf(z.object({ http: flag, load: text, uptime: text })).optional(),
});

export const GetServers = read('GetServers', {
  params: z.strictObject({
    serviceId: idParam.optional(),
    addonId: idParam.optional(),
    fetchStatus: optionParam.optional(),
  }),
  answer: z.object({ fetchStatus: flag, servers: listOf('server', row).default([]) }),
  remote: 'server (fetchStatus=true)',
  keep: 'list',
  // The number of active services stands in each row.
  topics: ['servers', 'services'],
  probe: {},
});
