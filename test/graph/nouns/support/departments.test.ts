/** Support departments: a plain list, and the fields for staff only. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const world = () => gateway.simulator.world;

describe('departments', () => {
  test('shows all of them, also those to which the API’s admin is not assigned', async () => {
    const { data, calls } = await execute<{ ticketDepartments: Record<string, unknown>[] }>(
      '{ ticketDepartments { id whmcsId name awaitingReply openTickets } }',
    );
    expect(calls.map(({ params }) => params)).toMatchObject([{ ignore_dept_assignments: '1' }]);
    expect(data.ticketDepartments).toHaveLength(4);
    expect(data.ticketDepartments[3]).toMatchObject({
      id: globalId('TicketDepartment', 4),
      whmcsId: 4,
      name: 'Abuse Response',
      openTickets: world()
        .tickets.all()
        .filter(({ deptid, status }) => deptid === 4 && status !== 'Closed').length,
    });
  });

  test('shows their counts to staff only', async () => {
    const query = '{ ticketDepartments { name openTickets awaitingReply } }';
    expectUnknown(await execute(query, {}, { as: 'client' }), 'openTickets', 'awaitingReply');
  });
});
