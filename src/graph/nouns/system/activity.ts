/** The activity log of the installation. */
import { GetActivityLog } from '../../../whmcs/commands/activity.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';
import { Client, Clients } from '../clients/client.ts';
import { Administrator, Administrators } from './administrator.ts';

const log = rowsQuery('activityLog', {
  description: 'What has happened in WHMCS, newest first.',
  type: 'Activity',
  each: 'An entry of the activity log.',
  many: 'entries of the activity log',
  command: GetActivityLog,
  rows: ({ activity }) => activity,
  client: 'clientId',
  filters: (filter) => ({
    clientId: filter.id('Client', 'clientid', 'Only entries about this client. WHMCS 8.5 and later.'),
    user: filter.text('user', 'Only entries of this user: an email address, or the name of an administrator.'),
    on: filter.localDay('date', 'Only entries of this day.'),
    description: filter.text('description', 'Only entries that contain this text.'),
    ipAddress: filter.text('ipaddress', 'Only entries from this address.'),
  }),
  fields: (f) => ({
    entryId: f.id('id', "WHMCS's number of the entry."),
    at: f.instant('date', 'When it happened.'),
    description: f.text('description', 'What happened, in words of WHMCS.'),
    client: f.link(Client, (id, _, graph) => graph.noun(Clients).of(id), 'clientId', 'The client that it is about.'),
    userId: f.id('userId', "WHMCS's number of the user who did it. WHMCS 8.0 and later."),
    administratorId: f.id('adminId', "WHMCS's number of the administrator who did it."),
    administrator: f.link(
      Administrator,
      (id, _, graph) => graph.noun(Administrators).of(id),
      'adminId',
      'The administrator who did it.',
    ),
    userName: f.text('username', 'Who did it, as WHMCS shows it.'),
    ipAddress: f.text('ipaddress', 'The address from which it was done.'),
  }),
  as: 'connection',
  offered: 'staff',
});

log.under(Client, 'activityLog', {
  description: 'What has happened to the client, newest first. Staff only.',
  params: ({ whmcsId }) => ({ clientid: whmcsId }),
  without: ['clientId'],
  offered: 'staff',
});
