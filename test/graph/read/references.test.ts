/**
 * A mutation's reference to an entry of a reference list is looked up before anything is sent. The cache alone refuses nothing,
 * and if the list cannot be read, WHMCS decides.
 */
import { describe, expect, it } from 'vitest';
import { globalId } from '../../../src/graph/base/global-id.ts';
import type { World } from '../../../src/simulator/world/world.ts';
import { startTestGateway, useGateway, type TestGateway } from '../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 12 } });

const person = (mark: string) =>
  `firstName: "Nell", lastName: "Ashdown", email: "${mark}@mail.example", phoneNumber: "+44 1482 555010",
  address: { line1: "4 Harbour Row", city: "Hull", state: "East Riding", postcode: "HU1 1AA", countryCode: "GB" }`;

interface Reference {
  readonly list: string;
  readonly command: string;
  /** Reads the list into the cache. */
  readonly shows: string;
  readonly wrong: string;
  readonly right: string;
  readonly ending: object;
  readonly write: (named: string, mark: string) => string;
  /** Sets up the entries that `wrong` names. */
  readonly setUp: (world: World) => void;
  /** Whether the command is sent if the list cannot be read. */
  readonly isSentBlindly: boolean;
}

const path = (...fields: string[]) => ({ __typename: 'InvalidInputError', path: ['input', ...fields] });
const notFound = { __typename: 'NotFoundError' };
const withMethod = {
  list: 'GetPaymentMethods',
  shows: '{ paymentMethods { module } }',
  wrong: '"barter"',
  right: '"paypal"',
  isSentBlindly: false,
  setUp: (world: World) => void (world.paymentMethods['barter'] = 'Barter'),
};
const withCurrency = {
  list: 'GetCurrencies',
  shows: '{ currencies { code } }',
  wrong: '"77"',
  right: `"${globalId('Currency', 2)}"`,
  ending: notFound,
  isSentBlindly: true,
  setUp: (world: World) =>
    void world.currencies.push({ id: 77, code: 'SEK', prefix: '', suffix: ' kr', format: 1, rate: 10 }),
};

const references: Readonly<Record<string, Reference>> = {
  'ticketOpen, departmentId': {
    list: 'GetSupportDepartments',
    command: 'OpenTicket',
    shows: '{ ticketDepartments { name } }',
    wrong: '"77"',
    right: `"${globalId('TicketDepartment', 4)}"`,
    ending: { ...notFound, message: 'There is no such department.' },
    write: (named) => `ticketOpen(input: { clientId: "1", departmentId: ${named}, subject: "S", message: "M" })`,
    setUp: (world) => void world.departments.push({ id: 77, name: 'New', assigned: true }),
    isSentBlindly: true,
  },
  'clientCreate, currencyId': {
    ...withCurrency,
    command: 'AddClient',
    write: (named, mark) => `clientCreate(input: { ${person(mark)}, currencyId: ${named} })`,
  },
  'clientUpdate, currencyId': {
    ...withCurrency,
    command: 'UpdateClient',
    write: (named) => `clientUpdate(input: { id: "1", currencyId: ${named} })`,
  },
  'clientCreate, paymentMethod': {
    ...withMethod,
    command: 'AddClient',
    ending: path('paymentMethod'),
    write: (named, mark) => `clientCreate(input: { ${person(mark)}, paymentMethod: ${named} })`,
  },
  'clientUpdate, paymentMethod': {
    ...withMethod,
    command: 'UpdateClient',
    ending: path('paymentMethod'),
    write: (named) => `clientUpdate(input: { id: "1", paymentMethod: ${named} })`,
  },
  'orderAdd, paymentMethod': {
    ...withMethod,
    command: 'AddOrder',
    ending: path('paymentMethod'),
    write: (named) => `orderAdd(input: { clientId: "1", products: [{ productId: "1" }], paymentMethod: ${named} })`,
  },
  'orderAdd, productId': {
    list: 'GetProducts',
    command: 'AddOrder',
    shows: '{ products { name } }',
    wrong: '"77"',
    right: '"1"',
    ending: notFound,
    write: (named) =>
      `orderAdd(input: { clientId: "1", products: [{ productId: ${named} }], paymentMethod: "stripe" })`,
    setUp: ({ products }) => {
      const model = products.get(1);
      if (model) products.set(77, { ...model, id: 77 });
    },
    isSentBlindly: false,
  },
  'invoiceUpdate, paymentMethod': {
    ...withMethod,
    command: 'UpdateInvoice',
    ending: path('paymentMethod'),
    write: (named) => `invoiceUpdate(input: { invoiceId: "1002", paymentMethod: ${named} })`,
  },
  'invoicePaymentAdd, gateway': {
    ...withMethod,
    command: 'AddInvoicePayment',
    ending: path('gateway'),
    write: (named, mark) =>
      `invoicePaymentAdd(input: { invoiceId: "1002", transactionId: "${mark}", amount: "1.00", gateway: ${named} })`,
  },
  'emailSend, template': {
    list: 'GetEmailTemplates',
    command: 'SendEmail',
    shows: '',
    wrong: '"Season\'s Greetings"',
    right: '"Client Signup Email"',
    ending: path('template'),
    write: (named) => `emailSend(input: { relatedId: "${globalId('Client', 1)}", template: ${named} })`,
    setUp: ({ emailTemplates }) =>
      void emailTemplates.push({
        id: 77,
        type: 'general',
        name: "Season's Greetings",
        subject: 'S',
        custom: true,
        disabled: false,
      }),
    isSentBlindly: false,
  },
};

let marks = 0;
const act = async (at: TestGateway, { write, command, list }: Reference, named: string) => {
  const document = `mutation { done: ${write(named, `m${++marks}`)} { __typename
    ... on UserError { message } ... on InvalidInputError { path } } }`;
  const { data, calls } = await at.execute<{ done: { __typename: string } }>(document);
  const count = (name: string) => calls.filter(({ action }) => action === name).length;
  return { done: data.done, sent: count(command), listed: count(list) };
};

describe.each(Object.entries(references))('%s', (_, reference) => {
  it('is looked up before anything is sent', async () => {
    const { done, sent } = await act(gateway, reference, reference.wrong);
    expect(done).toMatchObject(reference.ending);
    expect(sent).toBe(0);
    const right = await act(gateway, reference, reference.right);
    expect(right.done.__typename).toMatch(/Payload$/);
    expect(right.sent).toBe(1);
  });

  it('may be newer than the cached list', async () => {
    const own = await startTestGateway({ simulator: { clients: 12 } });
    try {
      if (reference.shows) await own.execute(reference.shows);
      await act(own, reference, reference.right);
      reference.setUp(own.simulator.world);
      expect((await act(own, reference, reference.wrong)).done.__typename).toMatch(/Payload$/);
    } finally {
      await own.close();
    }
  });

  it('costs no call if it is cached', async () => {
    await act(gateway, reference, reference.right);
    // An order invalidates the products in the cache, as stock may have changed.
    if (reference.list === 'GetProducts') await gateway.execute(reference.shows);
    const { done, listed } = await act(gateway, reference, reference.right);
    expect(done.__typename).toMatch(/Payload$/);
    expect(listed).toBe(0);
  });

  it.each(['role', 'html-503'] as const)(
    'is left to WHMCS or not sent if the list cannot be read (%s)',
    async (kind) => {
      const own = await startTestGateway({ simulator: { clients: 12 } });
      try {
        own.simulator.fail({ action: reference.list, kind });
        const { done, sent } = await act(own, reference, reference.right);
        expect(sent).toBe(reference.isSentBlindly ? 1 : 0);
        expect(done.__typename).toMatch(reference.isSentBlindly ? /Payload$/ : /^NotSentError$/);
      } finally {
        await own.close();
      }
    },
  );
});

it('lets WHMCS reject the department without a list of departments', async () => {
  const own = await startTestGateway({ simulator: { clients: 12 } });
  try {
    own.simulator.fail({ action: 'GetSupportDepartments', kind: 'role' });
    const opening = references['ticketOpen, departmentId'];
    if (!opening) throw new Error('there is no such reference');
    const { done, sent } = await act(own, opening, opening.wrong);
    expect(done).toEqual({ __typename: 'NotFoundError', message: 'Department ID not found' });
    expect(sent).toBe(1);
  } finally {
    await own.close();
  }
});
