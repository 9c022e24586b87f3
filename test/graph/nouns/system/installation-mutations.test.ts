/** bannedIpAdd and notificationSend: what they refuse before anything is sent, and what they send. */
import { describe, expect, it } from 'vitest';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 2 }, gateway: { sharedCache: false } });
const world = () => gateway.simulator.world;

const DAY_MS = 86_400_000;

describe('bannedIpAdd', () => {
  const ban = async (input: object) =>
    gateway.execute<{ bannedIpAdd: Record<string, unknown> }>(
      `mutation ($input: BannedIpAddInput!) { bannedIpAdd(input: $input) {
        __typename ... on BannedIpAddPayload { banId } ... on InvalidInputError { path } } }`,
      { input: { reason: 'Spam', ...input } },
    );

  it('bans for some days, or until a moment in the zone of the installation', async () => {
    const days = await ban({ ipAddress: '203.0.113.9', days: 2 });
    expect(days.data.bannedIpAdd).toEqual({ __typename: 'BannedIpAddPayload', banId: expect.stringMatching(/^\d+$/) });
    const at = new Date(Date.now() + 2.5 * DAY_MS);
    const { data, calls } = await ban({ ipAddress: '2001:db8::1', expiresAt: at.toISOString() });
    expect(calls[0]?.params).toMatchObject({ days: '3', expires: at.toISOString().slice(0, 19).replace('T', ' ') });
    expect(world().bannedIps.get(Number(data.bannedIpAdd['banId']))?.ip).toBe('2001:db8::1');
  });

  it.each([
    [{ ipAddress: '203.0.113.*', days: 1 }, 'ipAddress'],
    [{ ipAddress: 'shop.example', days: 1 }, 'ipAddress'],
    [{ ipAddress: '203.0.113.9' }, 'days'],
    [{ ipAddress: '203.0.113.9', days: 0 }, 'days'],
    [{ ipAddress: '203.0.113.9', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
    [{ ipAddress: '203.0.113.9', days: 1, expiresAt: '2099-01-01T00:00:00Z' }, 'expiresAt'],
  ])('refuses %j, and sends nothing', async (input, field) => {
    const { data, calls } = await ban(input);
    expect(data.bannedIpAdd).toEqual({ __typename: 'InvalidInputError', path: ['input', field] });
    expect(calls).toEqual([]);
  });
});

describe('notificationSend', () => {
  it('sends every attribute with its label', async () => {
    const { data, calls } = await gateway.execute(
      `mutation { notificationSend(input: { identifier: "rack.full", title: "Rack 4", message: "It is full.",
        status: "Open", statusStyle: DANGER, attributes: [{ label: "Rack", value: "4", icon: "https://i.example/r" }, { label: "Free", value: "0" }] }) {
        ... on NotificationSendPayload { sent } } }`,
    );
    expect(data).toEqual({ notificationSend: { sent: true } });
    expect(calls[0]?.params).toMatchObject({
      statusStyle: 'danger',
      attributes: {
        0: { label: 'Rack', value: '4', icon: 'https://i.example/r' },
        1: { label: 'Free', value: '0' },
      },
    });
    expect(world().notifications.at(-1)).toMatchObject({ identifier: 'rack.full', attributes: 2 });
  });
});
