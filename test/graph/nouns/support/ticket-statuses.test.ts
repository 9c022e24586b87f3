/** Statuses of tickets and predefined replies: whom they are for, and what is sent. */
import { expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 4 }, gateway: { sharedCache: false } });
const { execute } = gateway;

interface Statuses {
  readonly ticketStatuses: readonly { readonly title: string; readonly color: string; readonly ticketCount?: number }[];
}

it('lets every viewer see the statuses, and only staff how many tickets have them', async () => {
  const { data } = await execute<Statuses>('{ ticketStatuses { title color } }', {}, { as: 'client' });
  expect(data.ticketStatuses.map(({ title }) => title)).toContain('On Hold');
  expectUnknown(await execute('{ ticketStatuses { ticketCount } }', {}, { as: 'client' }), 'ticketCount');
});

it('counts the tickets of one department', async () => {
  const open = (deptid: number) =>
    gateway.simulator.world.tickets.all().filter((each) => each.deptid === deptid && each.status === 'Open').length;
  const { data, calls } = await execute<Statuses>(
    'query ($department: ID) { ticketStatuses(departmentId: $department) { title color ticketCount } }',
    { department: globalId('TicketDepartment', 3) },
  );
  expect(data.ticketStatuses.find(({ title }) => title === 'Open')).toEqual({
    title: 'Open',
    color: '#779500',
    ticketCount: open(3),
  });
  expect(calls.map(({ params }) => params)).toMatchObject([{ action: 'GetSupportStatuses', deptid: '3' }]);
});

it('lists the predefined replies of a category by the number that the category shows', async () => {
  const { data } = await execute<{ predefinedReplyCategories: { whmcsId: number; name: string; parentId: string }[] }>(
    '{ predefinedReplyCategories { whmcsId parentId name replyCount } }',
  );
  const inner = data.predefinedReplyCategories.find(({ name }) => name === 'DNS & mail');
  expect(inner).toMatchObject({ parentId: '2', replyCount: 2 });
  const { data: shown } = await execute<{ predefinedReplies: unknown }>(
    'query ($category: ID) { predefinedReplies(categoryId: $category) { name body } }',
    { category: String(inner?.whmcsId) },
  );
  expect(shown.predefinedReplies).toEqual([
    { name: 'SPF', body: 'Please add "v=spf1 mx -all" & wait an hour.' },
    { name: 'Glue records', body: 'Ask your registrar.' },
  ]);
});
