/** What server modules can do to services that exist: who may run which function, and that passwords stay secret. */
import { expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { sharedCache: false, selfService: { upgrades: {}, moduleActions: ['reboot'] } },
  tokens: [
    {
      token: 'operating',
      viewer: configured({
        name: 'operating',
        role: 'PARTNER',
        allow: ['serviceModuleAction', 'servicePasswordChange'],
        clients: [1, 2],
      }),
    },
  ],
});

async function did(name: string, input: string, as = 'staff') {
  const { data, calls } = await gateway.execute<Record<string, Record<string, unknown>>>(
    `mutation { ${name}(input: { ${input} }) { __typename ... on UserError { message } ... on InvalidInputError { path } } }`,
    {},
    { as },
  );
  return { ending: data[name], sent: calls.filter(({ action }) => action.startsWith('Module')) };
}

it('serviceModuleAction runs for others than staff the functions that the configuration lists', async () => {
  const listed = await did('serviceModuleAction', 'serviceId: "3", action: "reboot"', 'operating');
  expect(listed.ending).toMatchObject({ __typename: 'ServiceModuleActionPayload' });
  expect(listed.sent).toMatchObject([{ params: { serviceid: '3', accountid: '3', func_name: 'reboot' } }]);
  const other = await did('serviceModuleAction', 'serviceId: "3", action: "reinstall"', 'operating');
  expect(other.ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'action'] });
  expect(other.sent).toEqual([]);
});

it('serviceModuleAction runs any function for staff', async () => {
  const { sent } = await did('serviceModuleAction', 'serviceId: "3", action: "reinstall"');
  expect(sent).toMatchObject([{ action: 'ModuleCustom', params: { func_name: 'reinstall' } }]);
});

it('a function that is not listed looks the same for services that are missing or foreign', async () => {
  const missing = await did('serviceModuleAction', 'serviceId: "99999", action: "reinstall"', 'operating');
  expect(missing.ending).toMatchObject({ __typename: 'NotFoundError' });
});

it('servicePasswordChange sends the new password, and shows it nowhere', async () => {
  const password = 'a-New-SECRET-pw-7';
  const { ending, sent } = await did(
    'servicePasswordChange',
    `serviceId: "3", servicePassword: "${password}"`,
    'operating',
  );
  expect(ending).toMatchObject({ __typename: 'ServicePasswordChangePayload' });
  expect(sent).toMatchObject([{ action: 'ModuleChangePw', params: { servicepassword: password } }]);
  expect(gateway.simulator.world.services.get(3)?.password).toBe(password);
});

it('servicePackageChange passes on the refusal of a service that was never set up', async () => {
  const service = gateway.simulator.world.services.get(3) ?? expect.fail('no service');
  service.username = '';
  const { ending } = await did('servicePackageChange', 'serviceId: "3"');
  expect(ending).toMatchObject({ __typename: 'RefusedError' });
});
