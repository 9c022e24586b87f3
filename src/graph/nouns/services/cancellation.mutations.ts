/** Requests of clients to cancel a service. */
import { AddCancelRequest } from '../../../whmcs/commands/cancellations.ts';
import { builder } from '../../schema-kit/builder.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { asGiven, enumOf, ifStatus, optional, ref, text } from '../../write/input-fields.ts';
import { cancellationWords } from './cancellation-type.ts';
import { ServiceStatus } from './service-status.type.ts';
import { Service } from './service.ts';

type Type = (typeof cancellationWords.names)[number];

const CancellationTypeInput = builder.enumType('CancellationTypeInput', {
  description: 'When a service is to be cancelled.',
  values: {
    IMMEDIATE: { description: 'At once.' },
    END_OF_BILLING_PERIOD: { description: 'When what is paid for is over.' },
  },
});

mutation('serviceCancellationRequest', {
  description:
    'Requests that a service be cancelled. WHMCS accepts one request for each service; staff or the automation act on it. WHMCS: AddCancelRequest.',
  command: AddCancelRequest,
  offered: 'EVERYONE',
  inputDescription: 'A request to cancel a service.',
  input: {
    service: ref(Service, "The service: its global id or WHMCS's number."),
    ifStatus: ifStatus(
      asGiven(ServiceStatus),
      'Only if the service is in this status, or one of these, as read just before; otherwise ConflictError, and nothing is sent.',
    ),
    type: enumOf<Type>(CancellationTypeInput, 'When it is to be cancelled.'),
    reason: optional(text('Why, as staff will read it.')),
  },
  repeated: 'requests nothing twice',
  params: ({ serviceId, type, reason }) => ({ serviceid: serviceId, type: cancellationWords.write(type), reason }),
  returns: 'service',
});
