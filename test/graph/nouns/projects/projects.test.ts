/** Projects, which only staff see: rows of GetProjects, and what only GetProject tells. */
import { beforeAll, expect, it } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 4 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const projects = () => gateway.simulator.world.projects.all();
const actions = ({ calls }: { readonly calls: readonly { readonly action: string }[] }) =>
  calls.map(({ action }) => action).toSorted();

beforeAll(() => {
  const { world } = gateway.simulator;
  const [project] = projects();
  if (!project) return;
  const [ticket] = world.tickets.of(project.userid);
  const [invoice] = world.invoices.of(project.userid);
  project.ticketids = `${ticket?.id},999999`;
  project.invoiceids = String(invoice?.id);
});

it('are listed, with their clients, without a call for each', async () => {
  const answered = await execute<{ projects: { totalCount: number; nodes: readonly object[] } }>(
    '{ projects(first: 100) { totalCount nodes { whmcsId title status isCompleted dueOn client { whmcsId } } } }',
  );
  expect(answered.errors).toBeUndefined();
  expect(actions(answered)).toEqual(['GetProjects']);
  expect(answered.data.projects.nodes).toEqual(
    projects().map((project) => ({
      whmcsId: project.id,
      title: project.title,
      status: project.status,
      isCompleted: project.completed,
      dueOn: project.duedate,
      client: { whmcsId: project.userid },
    })),
  );
});

it('cost a record each for what only that tells', async () => {
  const answered = await execute('{ projects(first: 2) { nodes { title tasks { title } messages { body } } } }');
  expect(answered.errors).toBeUndefined();
  expect(actions(answered)).toEqual(['GetProject', 'GetProject', 'GetProjects']);
});

it('are looked up by their record, with all that it tells, in one call', async () => {
  const [project] = projects();
  const [task] = project?.tasks ?? [];
  const answered = await execute(
    `query ($id: ID!) { project(id: $id) {
      title notes client { whmcsId }
      tasks { whmcsId title isCompleted administratorId }
      timeEntries { whmcsId taskId startedAt endedAt }
      messages { whmcsId body administratorId }
    } }`,
    { id: String(project?.id) },
  );
  expect(answered.errors).toBeUndefined();
  expect(actions(answered)).toEqual(['GetProject']);
  expect(answered.data).toMatchObject({
    project: {
      title: project?.title,
      notes: project?.notes,
      client: { whmcsId: project?.userid },
      tasks: project?.tasks.map(({ id, task: title, completed: isCompleted }) => ({ whmcsId: id, title, isCompleted })),
      timeEntries: task?.timelogs.map(({ id, start, end }) => ({
        whmcsId: id,
        taskId: String(task.id),
        startedAt: new Date(start * 1000).toISOString().replace('.000Z', '+00:00'),
        endedAt: new Date(end * 1000).toISOString().replace('.000Z', '+00:00'),
      })),
      messages: project?.messages.map(({ id, message: body }) => ({ whmcsId: id, body })),
    },
  });
});

it('lead to their tickets and invoices; those that are gone are left out', async () => {
  const [project] = projects();
  const { data, errors } = await execute(
    'query ($id: ID!) { node(id: $id) { ... on Project { tickets { whmcsId } invoices { whmcsId } } } }',
    { id: globalId('Project', project?.id ?? 0, project?.userid) },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    node: {
      tickets: [{ whmcsId: Number(project?.ticketids.split(',')[0]) }],
      invoices: [{ whmcsId: Number(project?.invoiceids) }],
    },
  });
});

it('are filtered by client, by what is completed, and by ids', async () => {
  const [project] = projects();
  const { data } = await execute<Record<string, { nodes: { whmcsId: number }[] }>>(
    `query ($client: ID!, $invoice: ID!) {
      ofClient: projects(clientId: $client) { nodes { whmcsId } }
      open: projects(isCompleted: false, first: 100) { nodes { whmcsId } }
      withInvoice: projects(invoiceIds: [$invoice]) { nodes { whmcsId } }
    }`,
    { client: String(project?.userid), invoice: project?.invoiceids },
  );
  const ids = (name: string) => data[name]?.nodes.map(({ whmcsId }) => whmcsId);
  const idsOf = (keep: (each: ReturnType<typeof projects>[number]) => boolean) =>
    projects()
      .filter(keep)
      .map(({ id }) => id);
  expect(ids('ofClient')).toEqual(idsOf(({ userid }) => userid === project?.userid));
  expect(ids('open')).toEqual(idsOf(({ completed }) => !completed));
  expect(ids('withInvoice')).toEqual([project?.id]);
});

it.each(['partner', 'client'])('are unknown to a %s, and their ids cause no calls', async (as) => {
  expectUnknown(await execute('{ projects { totalCount } }', {}, { as }), 'projects');
  const ofClient = await execute('{ client(id: "1") { projects { totalCount } } }', {}, { as });
  expectUnknown(ofClient, 'projects');
  const { data, calls } = await execute(
    'query ($id: ID!) { node(id: $id) { id } }',
    { id: globalId('Project', projects()[0]?.id ?? 0, 1) },
    { as },
  );
  expect([data, calls]).toEqual([{ node: null }, []]);
});
