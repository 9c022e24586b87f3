import { describe, expect, it } from 'vitest';
import {
  AbandonedError,
  BusyError,
  InvalidParamsError,
  MissingError,
  NoCredentialError,
  WhmcsRefusal,
  TimedOutError,
  UnauthorizedError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../../../src/whmcs/errors.ts';
import { isOutage, outageMonitor } from '../../../src/whmcs/cache/outage.ts';

const refusedConnection = new UnreachableError('GetTickets', 'nothing listens', { sent: false, transient: true });
const reset = new UnreachableError('GetTickets', 'the connection broke', { sent: true, transient: true });
const silence = new TimedOutError('GetTickets', 'no answer');
const page = new UnexpectedAnswerError('GetTickets', 'html', 503, 'a page');
const askedForPatience = new BusyError('GetTickets', 'HTTP 429', 1000, true);
const fullQueue = new BusyError('GetTickets', 'too many wait', 1000);

const words = {
  'an answer': null,
  'a refusal': new WhmcsRefusal('GetTickets', 'no'),
  'not found': new MissingError('GetTickets', 'Ticket ID Not Found'),
  'a value that it cannot encode': new UnexpectedAnswerError('GetTickets', 'encoding', 200, 'not UTF-8'),
  'no right': new UnauthorizedError('GetTickets', 'role', 'add it to the role'),
};
const silent = { 'a reset': reset, silence, 'a page': page, '429': askedForPatience };
const meaningless = {
  'our full queue': fullQueue,
  'a caller who left': new AbandonedError('GetTickets', 'nobody waits'),
  'a command that is off': new NoCredentialError('GetTickets', 'read'),
  'a mistake in the question': new InvalidParamsError('ticketid'),
  'a mistake of ours': new TypeError('undefined is not a function'),
};

function outage() {
  let time = 0;
  return { ...outageMonitor(() => time), pass: (ms: number) => void (time += ms) };
}

/** A probe that ends when the test says so. */
function look() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    ended,
    end() {
      end();
      return ended;
    },
  };
}

describe('a command is known to be down', () => {
  it.each(Object.entries(silent))('after %s, and the others are not', (_, error) => {
    const whmcs = outage();
    whmcs.ended('GetTickets', error);
    expect([whmcs.with('GetTickets'), whmcs.with('GetInvoices')]).toEqual([true, false]);
    whmcs.ended('GetTickets', error);
    expect(whmcs.with('GetInvoices')).toBe(false);
  });

  it('and all are if nothing listens', () => {
    const whmcs = outage();
    whmcs.ended('GetTickets', refusedConnection);
    expect(whmcs.with('GetInvoices')).toBe(true);
  });

  it('and all are if a second fails without a success in between', () => {
    const whmcs = outage();
    whmcs.ended('GetTickets', silence);
    whmcs.ended('GetOrders', null);
    whmcs.ended('GetClients', page);
    expect(whmcs.with('GetInvoices')).toBe(false);
    whmcs.ended('GetTickets', silence);
    expect(whmcs.with('GetInvoices')).toBe(true);
  });

  it.each(Object.entries(meaningless))('neither after %s, nor is it up again then', (_, error) => {
    const whmcs = outage();
    whmcs.ended('GetTickets', error);
    expect(whmcs.with('GetTickets')).toBe(false);
    whmcs.ended('GetTickets', refusedConnection);
    whmcs.ended('GetTickets', error);
    expect([whmcs.with('GetTickets'), whmcs.with('GetInvoices')]).toEqual([true, true]);
  });

  it.each(Object.entries(words))('until WHMCS answers: %s', (_, word) => {
    const whmcs = outage();
    whmcs.ended('GetTickets', silence);
    whmcs.ended('GetTickets', word);
    expect(whmcs.with('GetTickets')).toBe(false);
    whmcs.ended('GetTickets', refusedConnection);
    whmcs.ended('GetInvoices', word);
    expect([whmcs.with('GetTickets'), whmcs.with('GetInvoices')]).toEqual([false, false]);
  });

  it('still when another one answers', () => {
    const whmcs = outage();
    whmcs.ended('GetTickets', page);
    whmcs.ended('GetInvoices', null);
    expect(whmcs.with('GetTickets')).toBe(true);
  });
});

describe('a probe', () => {
  it('is not made while WHMCS is up', () => {
    const whmcs = outage();
    expect(whmcs.isLookDue('GetTickets')).toBe(false);
    whmcs.looks('GetTickets', look().ended);
    whmcs.ended('GetTickets', page);
    expect(whmcs.isLookDue('GetTickets')).toBe(true);
  });

  it('is made once a second', async () => {
    const whmcs = outage();
    whmcs.ended('GetTickets', refusedConnection);
    const first = look();
    whmcs.looks('GetTickets', first.ended);
    await first.end();
    whmcs.pass(999);
    expect([whmcs.isLookDue('GetTickets'), whmcs.isLookDue('GetInvoices')]).toEqual([false, false]);
    whmcs.pass(1);
    expect([whmcs.isLookDue('GetTickets'), whmcs.isLookDue('GetInvoices')]).toEqual([true, true]);
  });

  it('is made one at a time', async () => {
    const whmcs = outage();
    whmcs.ended('GetTickets', silence);
    const first = look();
    whmcs.looks('GetTickets', first.ended);
    whmcs.pass(30_000);
    expect(whmcs.isLookDue('GetTickets')).toBe(false);
    // An outage of one command turns out to be one of all.
    whmcs.ended('GetInvoices', silence);
    expect(whmcs.isLookDue('GetInvoices')).toBe(false);
    await first.end();
    expect(whmcs.isLookDue('GetInvoices')).toBe(true);
  });

  it('is made for each command that is down by itself, and a busy one does not delay the others', () => {
    const whmcs = outage();
    whmcs.ended('GetTickets', page);
    whmcs.ended('GetOrders', null);
    whmcs.ended('GetInvoices', page);
    whmcs.looks('GetTickets', look().ended);
    expect([whmcs.isLookDue('GetTickets'), whmcs.isLookDue('GetInvoices')]).toEqual([false, true]);
  });
});

it('a stale answer replaces failures to reach WHMCS, and no answer of WHMCS', () => {
  const failures = [...Object.values(silent), refusedConnection, fullQueue];
  expect(failures.map(isOutage)).toEqual(failures.map(() => true));
  const others = [...Object.values(words), ...Object.values(meaningless).filter((error) => error !== fullQueue)];
  expect(others.map(isOutage)).toEqual(others.map(() => false));
});
