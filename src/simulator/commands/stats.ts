import type { Answer } from '../http/json.ts';
import { decimal, type Cents } from '../money.ts';
import { currencyById } from '../world/products.ts';
import { read, type Call } from './command.ts';
import { hasStatus } from './tickets.ts';

/** Figures of the installation; income is formatted text. */
export const GetStats = read((call) => {
  const { params, world } = call;
  const today = world.clock.today();
  const yesterday = dayBefore(today, 1);
  return {
    income_today: incomeIn(call, today),
    income_thismonth: incomeIn(call, today.slice(0, 7)),
    income_thisyear: incomeIn(call, today.slice(0, 4)),
    income_alltime: incomeIn(call, ''),
    orders_pending: world.orders.all().filter(({ status }) => status === 'Pending').length,
    ...ordersOn(call, 'today', today, true),
    ...ordersOn(call, 'yesterday', yesterday, true),
    ...ordersOn(call, 'thismonth', today.slice(0, 7), false),
    ...ordersOn(call, 'thisyear', today.slice(0, 4), false),
    ...ticketCounts(call),
    cancellations_pending: world.cancellations.size,
    todoitems_due: world.toDoItems.all().filter(({ duedate }) => duedate !== '' && duedate <= today).length,
    networkissues_open: 0,
    billableitems_uninvoiced: 0,
    quotes_valid: world.quotes.all().filter(({ validuntil }) => validuntil >= today).length,
    staff_online: 1,
    ...(params.int('timeline_days') > 0 ? { timeline_data: timeline(call, today) } : {}),
  };
});

function incomeIn({ world }: Call, period: string): string {
  const currency = currencyById(1);
  const cents = sum(world.transactions.all().filter(({ date }) => date.startsWith(period)));
  return `${currency.prefix}${decimal(cents)}${currency.suffix}`;
}

const sum = (rows: readonly { readonly amountin: Cents; readonly amountout: Cents }[]): Cents =>
  rows.reduce((total, { amountin, amountout }) => total + amountin - amountout, 0);

function ordersOn({ world }: Call, name: string, period: string, byStatus: boolean): Answer {
  const orders = world.orders.all().filter(({ date }) => date.startsWith(period));
  const statuses = byStatus ? ['Cancelled', 'Pending', 'Fraud', 'Active'] : [];
  return {
    ...Object.fromEntries(
      statuses.map((wanted) => [
        `orders_${name}_${wanted.toLowerCase()}`,
        orders.filter(({ status }) => status === wanted).length,
      ]),
    ),
    [`orders_${name}_total`]: orders.length,
  };
}

function ticketCounts({ world }: Call): Answer {
  const statuses = {
    allactive: 'All Active Tickets',
    awaitingreply: 'Awaiting Reply',
    flaggedtickets: 'My Flagged Tickets',
    open: 'Open',
    answered: 'Answered',
    customerreply: 'Customer-Reply',
    closed: 'Closed',
    onhold: 'On Hold',
    inprogress: 'In Progress',
  };
  return Object.fromEntries(
    Object.entries(statuses).map(([name, status]) => [
      `tickets_${name}`,
      world.tickets.all().filter((ticket) => hasStatus(ticket, status)).length,
    ]),
  );
}

/** Keyed by figure and then by day, newest first; counts are numbers and amounts are text. */
function timeline({ params, world }: Call, today: string): Answer {
  const days = Array.from({ length: Math.min(params.int('timeline_days'), 90) }, (_, age) => dayBefore(today, age));
  const each = (figure: (day: string) => string | number) => Object.fromEntries(days.map((day) => [day, figure(day)]));
  const orders = (day: string) => world.orders.all().filter(({ date }) => date.startsWith(day));
  const money = (day: string) => world.transactions.all().filter(({ date }) => date.startsWith(day));
  return {
    new_orders: each((day) => orders(day).length),
    accepted_orders: each((day) => orders(day).filter(({ status }) => status === 'Active').length),
    income: each((day) => decimal(money(day).reduce((total, { amountin }) => total + amountin, 0))),
    expenditure: each((day) => decimal(money(day).reduce((total, { amountout }) => total + amountout, 0))),
    new_tickets: each((day) => world.tickets.all().filter(({ opening }) => opening.date.startsWith(day)).length),
  };
}

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
