/** The servers of the installation. */
import { GetServers } from '../../../whmcs/commands/servers.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';

rowsQuery('servers', {
  description:
    'The servers, or those that could hold a service or an addon. With `fetchStatus` WHMCS asks each of them first, which can take long.',
  type: 'Server',
  each: 'A server on which services are set up.',
  command: GetServers,
  rows: ({ servers }) => servers,
  filters: (filter) => ({
    serviceId: filter.id('Service', 'serviceId', 'Only those of the module of this service.'),
    addonId: filter.id('ServiceAddon', 'addonId', 'Only those of the module of this addon.'),
    fetchStatus: filter.flag('fetchStatus', 'Whether the servers are asked for their status.'),
  }),
  fields: (f) => ({
    serverId: f.idOf('Server', 'id', 'The server, for inputs that take one.'),
    whmcsId: f.count('id', "WHMCS's own number: `serverId` of Service."),
    name: f.text('name', 'Its name.'),
    hostname: f.text('hostname', 'Its host name.'),
    ipAddress: f.text('ipaddress', 'Its IP address.'),
    isActive: f.flag('active', 'Whether services are set up on it.'),
    module: f.text('module', 'System name of its module.'),
    activeServiceCount: f.count('activeServices', 'How many active services it has.'),
    maximumServiceCount: f.count('maxAllowedServices', 'How many services it may have.'),
    percentUsed: f.count('percentUsed', 'How full it is, in percent.'),
    status: f.part((row) => row.status, 'Its status; empty unless `fetchStatus` is given.', {
      name: 'ServerStatus',
      description: 'What a server says of itself.',
      fields: (status) => ({
        isHttpUp: status.flag('http', 'Whether its web server answers; false also if it was not asked.'),
        load: status.text('load', 'Its load.'),
        uptime: status.text('uptime', 'For how long it has run.'),
      }),
    }),
  }),
  offered: 'staff',
});
