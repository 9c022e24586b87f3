import { existing, Refusal, write } from './command.ts';
import { columns, numerals } from './row.ts';
import { list } from './table-command.ts';

export const GetCancelledPackages = list({
  from: ({ cancellations }) => cancellations,
  rows: 'packages.package',
  counts: { totalresults: 'text', startnumber: 'text', numreturned: 'text' },
  row: (request, { wire }) => ({
    ...numerals(wire, request, 'id', 'relid'),
    ...columns(request, 'date', 'type'),
    reason: wire.text(request.reason),
    created_at: wire.moment('', request.id, 'created'),
    updated_at: wire.moment('', request.id, 'updated'),
  }),
});

/** A service has one open request. */
export const AddCancelRequest = write(({ params, world }) => {
  const service = existing(world.services.get(params.int('serviceid')), 'Service ID Not Found');
  if (world.cancellations.of(service.id).length > 0) throw new Refusal('Existing Cancellation Request Exists');
  world.cancellations.add({
    id: world.cancellations.nextId(),
    date: world.clock.now(),
    relid: service.id,
    reason: params.text('reason') ?? '',
    type: params.text('type') === 'Immediate' ? 'Immediate' : 'End of Billing Period',
  });
  return { serviceid: String(service.id), userid: String(service.clientid) };
});
