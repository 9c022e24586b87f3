/** Files of tickets: their content in the graph, and their bytes at /attachments. */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { seal } from '../../../src/graph/read/seal.ts';
import { contentDisposition, mediaTypeOf } from '../../../src/gateway/http/file-headers.ts';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { origins: ['https://portal.example'], sharedCache: false },
});
const { execute } = gateway;
const world = () => gateway.simulator.world;

const png = Buffer.from('iVBORw0KGgo=', 'base64');

/** The first ticket of a client: its opening message, a reply and a note have files. */
const ticketOf = (client: number) => world().tickets.of(client)[0] ?? expect.fail('no ticket');

interface File {
  readonly id: string;
  readonly index: number;
  readonly fileName: string;
}
interface Files {
  readonly ticket: {
    readonly attachments: readonly File[];
    readonly messages: readonly { readonly attachments: readonly File[] }[];
    readonly notes: readonly { readonly attachments: readonly File[] }[];
  };
}

/** The files of a ticket, as staff see them. */
async function filesOf(client: number) {
  const file = 'attachments { id index fileName }';
  const { data } = await execute<Files>(
    `query ($id: ID!) { ticket(id: $id) { ${file} messages { ${file} } notes { ${file} } } }`,
    { id: String(ticketOf(client).id) },
  );
  const [opening, ...replies] = data.ticket.messages.map(({ attachments }) => attachments);
  const [ofReply] = replies.flat();
  const [ofNote] = data.ticket.notes.flatMap(({ attachments }) => attachments);
  const [first, removed] = opening ?? [];
  if (!first || !removed || !ofReply || !ofNote) return expect.fail('files are missing');
  expect(data.ticket.attachments).toEqual(opening);
  return { first, removed, ofReply, ofNote };
}

interface Init {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function download(id: string, as: string | null = 'staff', init: Init = {}) {
  const before = gateway.simulator.calls.entries.length;
  const headers = { ...(as !== null && { authorization: `Bearer ${as}` }), ...init.headers };
  const response = await fetch(`${gateway.url}/attachments/${id}`, { ...init, headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  const calls = gateway.simulator.calls.entries.slice(before).map(({ action }) => action);
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString(), calls };
}

const content = 'query ($id: ID!) { ticketAttachment(id: $id) { index fileName content } }';
const none = { ticketAttachment: null };
/** The id of a file that no ticket has. */
const idOf = (...numbers: readonly number[]) =>
  globalId('TicketAttachment', numbers[0] ?? 0, seal('demo-secret').numbers('attachment', 4).at(numbers));

describe('TicketAttachment.content', () => {
  it.each(['first', 'ofReply', 'ofNote'] as const)('is read of one file (%s)', async (which) => {
    const { id, index, fileName } = (await filesOf(1))[which];
    const { data, calls } = await execute(content, { id });
    expect(data).toEqual({ ticketAttachment: { index, fileName, content: 'iVBORw0KGgo=' } });
    expect(calls.map(({ action }) => action)).toEqual(['GetTicket', 'GetTicketAttachment']);
  });

  it('is null if WHMCS has deleted the file', async () => {
    const { removed } = await filesOf(1);
    const { data, errors } = await execute(content, { id: removed.id });
    expect([data, errors]).toEqual([
      { ticketAttachment: { index: 1, fileName: 'access.log', content: null } },
      undefined,
    ]);
  });

  it.each([
    '{ ticket(id: "1") { attachments { content } } }',
    '{ ticket(id: "1") { messages { attachments { content } } } }',
    '{ ticket(id: "1") { notes { attachments { content } } } }',
  ])('is refused in lists, and nothing is sent: %s', async (document) => {
    const { errors, calls } = await execute(document);
    expect(errors?.[0]?.message).toBe(
      'TicketAttachment.content asks the disk of WHMCS for each TicketAttachment, so that it cannot be asked for in a list: ask for one, as in `ticketAttachment(id: …) { content }`',
    );
    expect(calls).toEqual([]);
  });
});

describe('GET /attachments', () => {
  it.each(['staff', 'partner', 'client'])('answers the bytes of a file to %s, to be saved', async (as) => {
    const { first } = await filesOf(1);
    const { status, headers, bytes } = await download(first.id, as);
    expect([status, bytes.equals(png)]).toEqual([200, true]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(png.length),
      'content-disposition': `attachment; filename="error page.png"; filename*=UTF-8''error%20page.png`,
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'none',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'") as unknown,
    });
  });

  it('takes no ranges', async () => {
    const { first } = await filesOf(1);
    const { status, bytes } = await download(first.id, 'staff', { headers: { range: 'bytes=0-1' } });
    expect([status, bytes.length]).toEqual([200, png.length]);
  });

  it('answers a foreign file and a missing one alike, for the same calls', async () => {
    const { first: foreign } = await filesOf(2);
    const theirs = await download(foreign.id, 'client');
    const missing = await download(idOf(99_999, 0, 99_999, 0), 'client');
    expect([theirs.status, theirs.text, theirs.calls]).toEqual([missing.status, missing.text, missing.calls]);
    expect([missing.status, JSON.parse(missing.text)]).toEqual([
      404,
      { errors: [{ message: 'There is no such file.', extensions: { code: 'NOT_FOUND' } }] },
    ]);
    expect((await execute(content, { id: foreign.id }, { as: 'client' })).data).toEqual(none);
  });

  it('shows files of notes to staff alone', async () => {
    const { ofNote } = await filesOf(1);
    expect((await download(ofNote.id)).bytes.equals(png)).toBe(true);
    for (const as of ['client', 'partner']) {
      const { status, calls } = await download(ofNote.id, as);
      expect([status, calls]).toEqual([404, ['GetTicket']]);
      expect((await execute(content, { id: ofNote.id }, { as })).data).toEqual(none);
    }
  });

  it.each([
    ['the reply of another ticket', () => [ticketOf(1).id, 1, ticketOf(2).replies[1]?.id ?? 0, 0]],
    ['a note that is called a reply', () => [ticketOf(1).id, 1, ticketOf(1).notes[0]?.id ?? 0, 0]],
    ['an index that no message has', () => [ticketOf(1).id, 0, ticketOf(1).id, 7]],
    ['another ticket than its own', () => [ticketOf(1).id, 0, ticketOf(2).id, 0]],
  ])('does not answer %s, although the ticket may be seen', async (_, numbers) => {
    const { status, calls } = await download(idOf(...numbers()), 'client');
    expect([status, calls]).toEqual([404, ['GetTicket']]);
  });

  it.each([
    ['x', 400],
    [globalId('Ticket', 1), 400],
    [globalId('TicketAttachment', 1), 404],
    [globalId('TicketAttachment', 1, 'A'.repeat(64)), 404],
    [globalId('TicketAttachment', 1, seal('another secret').numbers('attachment', 4).at([1, 0, 1, 0])), 404],
    [globalId('TicketAttachment', 2, seal('demo-secret').numbers('attachment', 4).at([1, 0, 1, 0])), 404],
  ])('asks nothing for an id that the gateway has not made: %s', async (id, expected) => {
    const { status, calls } = await download(id);
    expect([status, calls]).toEqual([expected, []]);
  });

  it.each([
    [null, 401, 'UNAUTHENTICATED'],
    ['unknown-token', 401, 'UNAUTHENTICATED'],
  ])('needs a token (%s)', async (as, status, code) => {
    const { first } = await filesOf(1);
    const told = await download(first.id, as);
    expect([told.status, JSON.parse(told.text)]).toMatchObject([status, { errors: [{ extensions: { code } }] }]);
    expect(told.calls).toEqual([]);
  });

  it('refuses other methods, and serves no folder', async () => {
    const { first } = await filesOf(1);
    const posted = await download(first.id, 'staff', { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, OPTIONS']);
    expect((await download('')).status).toBe(400);
    expect((await download(`${first.id}/x`)).status).toBe(404);
  });

  it('follows X-Gateway-Client', async () => {
    const { first } = await filesOf(1);
    const narrowed = (client: string) => download(first.id, 'staff', { headers: { 'x-gateway-client': client } });
    expect([(await narrowed('1')).status, (await narrowed('2')).status, (await narrowed('x')).status]).toEqual([
      200, 404, 400,
    ]);
  });

  it('lets scripts of configured origins read the name of the file', async () => {
    const { first } = await filesOf(1);
    const { headers } = await download(first.id, 'client', { headers: { origin: 'https://portal.example' } });
    expect(headers.get('access-control-allow-origin')).toBe('https://portal.example');
    expect(headers.get('access-control-expose-headers')).toContain('Content-Disposition');
  });

  it('is logged and counted as an operation', async () => {
    const { first } = await filesOf(1);
    await download(first.id, 'client');
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/operation="AttachmentDownload"/);
  });

  it('says which limit a file exceeds that is too large, and passes on that WHMCS is down', async () => {
    const { first } = await filesOf(1);
    gateway.simulator.fail({ kind: 'role', action: 'GetTicketAttachment', times: 1 });
    const denied = await download(first.id);
    expect([denied.status, denied.text]).toEqual([502, expect.stringContaining('WHMCS_UNAUTHORIZED')]);
    const opening = ticketOf(1).opening;
    const [file] = opening.attachments;
    if (!file) return expect.fail('no file');
    Object.assign(file, { data: Buffer.alloc(13 * 1024 * 1024).toString('base64') });
    const large = await download(first.id);
    Object.assign(file, { data: png.toString('base64') });
    expect(large.status).toBe(502);
    expect(JSON.parse(large.text)).toMatchObject({
      errors: [
        {
          message: expect.stringContaining('upstream.bytesOf.GetTicketAttachment') as unknown,
          extensions: { code: 'WHMCS_UNEXPECTED_ANSWER' },
        },
      ],
    });
  });
});

describe('the headers of a file', () => {
  it.each([
    ['a.PNG', 'image/png'],
    ['x.tar.gz', 'application/gzip'],
    ['page.html', 'application/octet-stream'],
    ['logo.svg', 'application/octet-stream'],
    ['constructor', 'application/octet-stream'],
    ['x.constructor', 'application/octet-stream'],
  ])('name the type of %s', (name, type) => expect(mediaTypeOf(name)).toBe(type));

  it.each([
    ['plan.txt', `attachment; filename="plan.txt"; filename*=UTF-8''plan.txt`],
    ['Größe "1".txt', `attachment; filename="Gr__e _1_.txt"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.txt`],
    [
      '../../etc/x\r\nSet-Cookie: a=1',
      `attachment; filename=".._.._etc_x__Set-Cookie: a=1"; filename*=UTF-8''.._.._etc_x__Set-Cookie%3A%20a%3D1`,
    ],
    ["it's (1)*.txt", `attachment; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
    ['\u202Egnp.exe', `attachment; filename="_gnp.exe"; filename*=UTF-8''_gnp.exe`],
    ['\uD800.txt', `attachment; filename="_.txt"; filename*=UTF-8''%EF%BF%BD.txt`],
    ['', `attachment; filename="attachment"; filename*=UTF-8''attachment`],
  ])('hold the name %j safely', (name, header) => expect(contentDisposition(name)).toBe(header));
});
