/** The input of serviceUpdate as parameters of UpdateClientProduct. */
import type { Params } from '../../../whmcs/command.ts';
import type { UpdateClientProduct } from '../../../whmcs/commands/service-update.ts';
import { InvalidInputError, NotFoundError } from '../../base/errors.ts';
import type { ResolverContext } from '../../read/scope.ts';
import { customFieldsIn } from '../../write/custom-fields.ts';
import type { WriteScope } from '../../write/write-scope.ts';
import { Products } from '../catalogue/product.ts';
import { billingCycle, type BillingCycle } from './billing-cycle.ts';
import { serviceStatus, type ServiceStatus } from './service-facts.ts';

type Asked = Params<typeof UpdateClientProduct>;
type Changes = Omit<Asked, 'serviceid'>;
type Unset = NonNullable<Asked['unset']>[number];

/** Null clears a field, undefined leaves it unchanged. */
type Clearable<T> = T | null | undefined;

interface ConfigOption {
  readonly optionId: number;
  readonly choiceId: number;
  readonly quantity: number | undefined;
}

interface Input {
  readonly productId: number | undefined;
  readonly serverId: number | undefined;
  readonly status: ServiceStatus | undefined;
  readonly suspensionReason: Clearable<string>;
  readonly registeredOn: string | undefined;
  readonly nextDueOn: string | undefined;
  readonly terminatedOn: string | undefined;
  readonly domainName: Clearable<string>;
  readonly firstPaymentAmount: string | undefined;
  readonly recurringAmount: string | undefined;
  readonly recalculateAmount: boolean | undefined;
  readonly paymentMethod: string | undefined;
  readonly billingCycle: BillingCycle | undefined;
  readonly subscriptionId: Clearable<string>;
  readonly promotionId: number | undefined;
  readonly username: Clearable<string>;
  readonly servicePassword: Clearable<string>;
  readonly overrideAutoSuspend: boolean | undefined;
  readonly overrideAutoSuspendEndsOn: string | undefined;
  readonly nameservers: Clearable<readonly string[]>;
  readonly dedicatedIp: Clearable<string>;
  readonly assignedIps: Clearable<readonly string[]>;
  readonly diskUsage: number | undefined;
  readonly diskLimit: number | undefined;
  readonly bandwidthUsage: number | undefined;
  readonly bandwidthLimit: number | undefined;
  readonly notes: Clearable<string>;
  readonly customFields: Parameters<typeof customFieldsIn>[0];
  readonly configOptions: readonly ConfigOption[] | undefined;
}

/** Text that is sent: empty text is not, because WHMCS does not clear a field by it. */
const filled = (value: Clearable<string>): string | undefined => (value === '' ? undefined : (value ?? undefined));

/** @throws InvalidInputError where nothing is changed, or more name servers are given than WHMCS stores */
export function changesIn(input: Input, graph: ResolverContext): Changes {
  const { nameservers, assignedIps } = input;
  if (nameservers && nameservers.length > 2)
    throw new InvalidInputError(`WHMCS stores two name servers of a service, got ${nameservers.length}`, [
      'nameservers',
    ]);
  const [ns1, ns2] = nameservers ?? [];
  const unset = unsetIn(input);
  const changes: Changes = {
    pid: input.productId,
    serverid: input.serverId,
    promoid: input.promotionId,
    regdate: input.registeredOn,
    nextduedate: input.nextDueOn,
    terminationdate: input.terminatedOn,
    overidesuspenduntil: input.overrideAutoSuspendEndsOn,
    firstpaymentamount: input.firstPaymentAmount,
    recurringamount: input.recurringAmount,
    domain: filled(input.domainName),
    paymentmethod: input.paymentMethod,
    billingcycle: input.billingCycle && billingCycle.write(input.billingCycle),
    subscriptionid: filled(input.subscriptionId),
    status: input.status && serviceStatus.write(input.status),
    notes: filled(input.notes),
    serviceusername: filled(input.username),
    servicepassword: filled(input.servicePassword),
    suspendreason: filled(input.suspensionReason),
    ns1: filled(ns1),
    ns2: filled(ns2),
    dedicatedip: filled(input.dedicatedIp),
    assignedips: filled(assignedIps?.join('\n')),
    diskusage: input.diskUsage,
    disklimit: input.diskLimit,
    bwusage: input.bandwidthUsage,
    bwlimit: input.bandwidthLimit,
    overideautosuspend: input.overrideAutoSuspend === undefined ? undefined : input.overrideAutoSuspend ? 'on' : 'off',
    autorecalc: input.recalculateAmount,
    customfields: customFieldsIn(input.customFields, 'services', graph),
    configoptions: optionsIn(input.configOptions),
    unset: unset.length > 0 ? unset : undefined,
  };
  if (Object.values(changes).every((value) => value === undefined || value === false))
    throw new InvalidInputError('nothing is changed', []);
  return changes;
}

/** @throws NotFoundError where there is no such product: WHMCS stores any number */
export async function checkProduct(graph: WriteScope, id: number | undefined): Promise<void> {
  if (id === undefined) return;
  const found = await graph.noun(Products).whole([id]);
  if (!found.has(id) && graph.session.planner.believes) throw new NotFoundError('There is no such product.');
}

/** A list as it is cleared: null and an empty one mean the same. */
const isEmpty = (values: Clearable<readonly string[]>): boolean =>
  values === null || (values !== undefined && values.every((value) => value === ''));

function unsetIn(input: Input): Unset[] {
  const { nameservers } = input;
  const cleared: readonly (readonly [Unset, boolean])[] = [
    ['domain', input.domainName === null || input.domainName === ''],
    ['serviceusername', input.username === null || input.username === ''],
    ['servicepassword', input.servicePassword === null || input.servicePassword === ''],
    ['subscriptionid', input.subscriptionId === null || input.subscriptionId === ''],
    ['ns1', isEmpty(nameservers)],
    ['ns2', nameservers !== undefined && !nameservers?.[1]],
    ['dedicatedip', input.dedicatedIp === null || input.dedicatedIp === ''],
    ['assignedips', isEmpty(input.assignedIps)],
    ['notes', input.notes === null || input.notes === ''],
    ['suspendreason', input.suspensionReason === null || input.suspensionReason === ''],
  ];
  return cleared.flatMap(([name, isCleared]) => (isCleared ? [name] : []));
}

const optionsIn = (options: readonly ConfigOption[] | undefined): Asked['configoptions'] =>
  options &&
  Object.fromEntries(
    options.map(({ optionId, choiceId, quantity }) => [
      optionId,
      quantity === undefined ? choiceId : { optionid: choiceId, qty: quantity },
    ]),
  );
