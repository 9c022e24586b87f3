import { afterAll, beforeAll, expect, it } from 'vitest';
import { Caller, rows, type Body, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 0 });
});
afterAll(() => whmcs.simulator.close());

const items = async (fields: Fields): Promise<readonly Body[]> =>
  rows(await whmcs.call('GetToDoItems', fields), 'items.item');

it('lists reminders by status, with counts that are text', async () => {
  const answer = await whmcs.call('GetToDoItems');
  expect(answer).toMatchObject({ totalresults: '30', startnumber: '0' });
  expect(answer).not.toHaveProperty('numreturned');
  expect(new Set((await items({ status: 'Completed' })).map(({ status }) => status))).toEqual(new Set(['Completed']));
  expect((await items({ status: 'Incomplete', limitnum: 100 })).length).toBe(24);
});

it('leaves out the list where there is nothing', async () => {
  expect(await whmcs.call('GetToDoItems', { status: 'Odd' })).toEqual({
    result: 'success',
    totalresults: '0',
    startnumber: '0',
  });
});

it('changes a reminder', async () => {
  const answer = await whmcs.call('UpdateToDoItem', {
    itemid: 1,
    adminid: 3,
    status: 'Completed',
    title: 'Done & gone',
  });
  expect(answer).toEqual({ result: 'success', itemid: '1' });
  expect((await items({}))[0]).toMatchObject({ id: '1', admin: '3', status: 'Completed', title: 'Done &amp; gone' });
  expect(await whmcs.refusal('UpdateToDoItem', { itemid: 99, adminid: 3 })).toBe('Item ID Not Found');
});
