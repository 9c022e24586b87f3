/** What is peculiar to the mutations of projects: parts that belong to another project, what is cleared, and times. */
import { describe, expect, it } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 4 } });
const projects = () => gateway.simulator.world.projects.all();
const first = () => projects()[0] ?? expect.fail('there is no project');

interface Ending {
  readonly __typename: string;
}

async function act(mutation: string, input: object, selection = '__typename') {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  const { data, errors, calls } = await gateway.execute<{ done: Ending & { readonly project?: unknown } }>(
    `mutation ($input: ${type}Input!) { done: ${mutation}(input: $input) {
       __typename ... on ${type}Payload { project { ${selection} } } ... on UserError { message }
     } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return { ...data.done, sent: calls.map(({ action }) => action), params: calls.map(({ params }) => params) };
}

it('make a project, which is shown by the number that WHMCS answers', async () => {
  const { project } = await act(
    'projectCreate',
    { title: 'Move of the shop', administratorId: '1', clientId: '2', ticketIds: ['1', '2'], isCompleted: false },
    'whmcsId title isCompleted client { whmcsId } tickets { whmcsId }',
  );
  const made = projects().at(-1);
  expect(made?.ticketids).toBe('1,2');
  expect(project).toEqual({
    whmcsId: made?.id,
    title: 'Move of the shop',
    isCompleted: false,
    client: { whmcsId: 2 },
    tickets: [{ whmcsId: 1 }, { whmcsId: 2 }],
  });
});

it('clear notes by null, and leave alone what is absent', async () => {
  const { title } = first();
  expect(await act('projectUpdate', { projectId: String(first().id), notes: null }, 'title notes')).toMatchObject({
    project: { title, notes: null },
  });
  expect(first().notes).toBe('');
});

it('refuse what cannot be cleared', async () => {
  const { __typename, sent } = await act('projectUpdate', { projectId: String(first().id), title: null });
  expect([__typename, sent]).toEqual(['InvalidInputError', []]);
});

describe('of tasks and timers of another project', () => {
  const foreign = () => projects()[1]?.tasks[0] ?? expect.fail('there is no second project');

  it.each(['projectTaskUpdate', 'projectTaskDelete', 'projectTimerStart'])('%s sends nothing', async (mutation) => {
    const { __typename, sent } = await act(mutation, { projectId: String(first().id), taskId: String(foreign().id) });
    expect([__typename, sent]).toEqual(['NotFoundError', ['GetProject']]);
  });

  it('projectTimerStop sends nothing', async () => {
    const timeEntryId = String(foreign().timelogs[0]?.id);
    const { __typename, sent } = await act('projectTimerStop', { projectId: String(first().id), timeEntryId });
    expect(__typename).toBe('NotFoundError');
    expect(sent).not.toContain('EndTaskTimer');
  });
});

it('start a timer for a task, which runs until it is stopped', async () => {
  const [task] = first().tasks;
  const projectId = String(first().id);
  const started = await act('projectTimerStart', {
    projectId,
    taskId: String(task?.id),
    startedAt: '2026-06-01T09:00:00Z',
  });
  expect(started.__typename).toBe('ProjectTimerStartPayload');
  const log = task?.timelogs.at(-1);
  expect([log?.start, log?.end]).toEqual([Date.parse('2026-06-01T09:00:00Z') / 1000, 0]);
  const { project } = await act(
    'projectTimerStop',
    { projectId, timeEntryId: String(log?.id), endedAt: '2026-06-01T10:30:00Z' },
    'timeEntries { whmcsId startedAt endedAt }',
  );
  expect(project).toMatchObject({
    timeEntries: expect.arrayContaining([
      { whmcsId: log?.id, startedAt: '2026-06-01T09:00:00+00:00', endedAt: '2026-06-01T10:30:00+00:00' },
    ]),
  });
});
