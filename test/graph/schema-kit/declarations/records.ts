/** A noun with records, and a single thing, that compile: each generated file differs from it by one mistake. */
import { GetProject, GetProjects } from '../../../../src/whmcs/commands/projects.ts';
import { GetTicket } from '../../../../src/whmcs/commands/tickets.ts';
import { noun } from '../../../../src/graph/schema-kit/declare-noun.ts';
import { single } from '../../../../src/graph/schema-kit/declare-single.ts';
import { Client } from '../../../../src/graph/nouns/clients/client.ts';

export const Recorded = noun('Recorded', {
  description: 'A project.',
  list: { command: GetProjects, rows: 'projects', id: 'id', client: 'userid' },
  fields: (f) => ({ title: f.text('title', 'What it is about.') }),
  record: {
    command: GetProject,
    params: (id) => ({ projectid: id }),
    row: ({ projectinfo, messages }) => ({ ...projectinfo, messages }),
    fields: (f) => ({ attachments: f.text('attachments', 'Its files.') }),
  },
  offered: 'staff',
});

const one = single('One', {
  description: 'A ticket as the only thing.',
  command: GetTicket,
  params: { ticketid: 1 },
  filters: (filter) => ({ number: filter.required(filter.text('ticketnum', 'Its number.')) }),
  row: (answer) => answer,
  fields: (f) => ({ subject: f.text('subject', 'What it is about.') }),
  query: { name: 'one', description: 'A ticket.' },
  offered: 'staff',
});

one.under(Client, 'oneTicket', {
  description: 'A ticket.',
  params: ({ whmcsId }) => ({ ticketid: whmcsId }),
  offered: 'staff',
});

// What only records tell is among the facts.
export const isFact = (project: InstanceType<typeof Recorded>): unknown => [
  project.known('title'),
  project.known('attachments'),
];
