/** Requests to cancel services. A row names its service and not the client, so that staff alone can page through all of them. */
import { GetCancelledPackages } from '../../../whmcs/commands/cancellations.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';
import { cancellationType } from './cancellation-type.ts';
import { Service, Services } from './service.ts';

rowsQuery('cancellationRequests', {
  description: 'Requests to cancel a service, as WHMCS lists them.',
  type: 'CancellationRequest',
  each: 'A request to cancel a service.',
  many: 'cancellation requests',
  command: GetCancelledPackages,
  rows: ({ packages }) => packages,
  as: 'connection',
  fields: (f) => ({
    whmcsId: f.count('id', "WHMCS's own number."),
    serviceId: f.idOf('Service', 'relid', 'The global id of the service, also if it does not exist any more.'),
    service: f.named(
      Service,
      'The service; null if it does not exist any more.',
      ({ relid }) => relid,
      (id, graph) => (typeof id === 'number' ? graph.noun(Services).byId(id) : null),
    ),
    type: f.enumOf(cancellationType, 'type', 'When it is to be cancelled.'),
    reason: f.text('reason', 'Why, in the words of the client.'),
    requestedAt: f.instant('date', 'When it was requested.'),
    createdAt: f.instant('created_at', 'When WHMCS stored it; null for old ones.'),
    updatedAt: f.instant('updated_at', 'When it was last changed; null for old ones.'),
  }),
  offered: 'staff',
});
