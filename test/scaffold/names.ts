/** Names that follow from a command's name. */

const verbs =
  /^(Get|List|Add|Create|Update|Delete|Apply|Accept|Cancel|Pending|Fraud|Send|Open|Merge|Close|Block|Capture|Upgrade|Start|End|Activate|Deactivate|Set|Gen|Log)/;

/** The folder and file names of this repository are written so. */
export const kebab = (name: string): string => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();

export const plural = (word: string): string => (word.endsWith('s') ? word : word.replace(/y$/, 'ie').concat('s'));

export const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(us|ss)es$/, '$1')
    .replace(/(?<=[^su])s$/, '');

export const camel = (words: string): string => words.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** WHMCS calls a service a client's product, for example. */
const irregular: readonly (readonly [command: RegExp, noun: string])[] = [
  [/ClientProduct|UpgradeProduct|CancelRequest|CancelledPackage/, 'services'],
  [/ModuleQueue|ModuleConfiguration|^(A|Dea)ctivateModule/, 'modules'],
  [/^Module/, 'services'],
  [/TLD/, 'tlds'],
  [/^Domain|ClientDomain/, 'domains'],
  [/Addon/, 'addons'],
  [/PayMethod/, 'pay-methods'],
  [/CapturePayment|GenInvoices/, 'invoices'],
  [/ToDo/, 'to-do-items'],
  [/Predefined/, 'predefined-replies'],
  [/TicketNote/, 'ticket-notes'],
  [/Ticket|SupportStatus/, 'tickets'],
  [/Order/, 'orders'],
  [/Project|Timer/, 'projects'],
  [/OAuth|SsoToken|ValidateLogin/, 'logins'],
  [/User|Permissions/, 'users'],
  [/Affiliate/, 'affiliates'],
  [/ClientNote/, 'client-notes'],
  [/Email/, 'emails'],
  [/^(Close|Delete)Client$|ClientGroup|ClientPassword|ClientInvite/, 'clients'],
  [/Admin|Staff/, 'staff'],
  [/Registrar|Server|Health|Configuration|Password|Log|Stats|Activity|BannedIp|Notification/, 'system'],
];

/** The file of a command: WHMCS's noun in the plural. `--noun` overrides it. */
export function nounOf(command: string): string {
  const known = irregular.find(([pattern]) => pattern.test(command));
  if (known) return known[1];
  return plural(kebab(command.replace(verbs, '')));
}
