import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller, serialized } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T23:30:00Z'), timezone: 'Asia/Tokyo' });
});
afterAll(() => whmcs.simulator.close());

const lastMail = () => whmcs.simulator.world.mails.all().at(-1);

describe('mails', () => {
  it('are sent from a template to the owner of the related entity', async () => {
    await whmcs.call('SendEmail', { messagename: 'Invoice Created', id: 1001 });
    expect(lastMail()).toMatchObject({ template: 'Invoice Created', clientid: 1, relatedId: 1001 });
  });

  it('may have custom text with variables', async () => {
    const customvars = serialized({ colour: 'grün' });
    await whmcs.call('SendEmail', {
      customtype: 'product',
      customsubject: 'Hi',
      custommessage: '<p>{$colour}</p>',
      customvars,
      id: 1,
    });
    expect(lastMail()).toMatchObject({ subject: 'Hi', message: '<p>grün</p>' });
  });

  it.each([
    [{ id: 1 }, 'You must provide either an existing email template name or a custom message type'],
    [{ customtype: 'x', id: 1 }, 'Invalid message type provided'],
    [{ customtype: 'general', id: 1 }, 'A subject is required for a custom message'],
    [{ customtype: 'general', customsubject: 's', id: 1 }, 'A message body is required for a custom message'],
    [
      { customtype: 'general', customsubject: 's', custommessage: 'm', customvars: 'x!', id: 1 },
      'The custom variables you provided are invalid.',
    ],
    [{ messagename: 'Invoice Created' }, 'A related ID is required'],
    [{ messagename: 'Nothing', id: 1 }, 'Email Template not found'],
    [{ messagename: 'Order Confirmation', id: 1 }, 'Email Template not found'],
    [{ messagename: 'Retired Welcome Email', id: 1 }, 'Email Template is disabled'],
    [{ messagename: 'Invoice Created', id: 1 }, 'Sending Failed. Please see documentation.'],
  ])('are refused: %j', async (fields, message) => {
    expect(await whmcs.refusal('SendEmail', { ...fields })).toBe(message);
  });

  it('let a user reset its password', async () => {
    await whmcs.call('ResetPassword', { id: 5003 });
    expect(lastMail()).toMatchObject({ template: 'Password Reset Validation', clientid: 3 });
    expect(await whmcs.refusal('ResetPassword')).toBe('Please enter the email address or provide the id');
    expect(await whmcs.refusal('ResetPassword', { email: 'x' })).toBe('Please provide a valid email address');
    expect(await whmcs.refusal('ResetPassword', { id: 3 })).toBe('User Not Found');
  });
});
