/** The parameters of WHMCS's 162 commands that hold a secret, by name. They are neither logged nor stored, and removed from messages. */

/** In every command that takes them, or in the commands that are listed. */
export const secretParams: Readonly<Record<string, true | readonly string[]>> = {
  bank_account: true,
  bank_code: true,
  bankacct: true,
  bankcode: true,
  card_expiry: true,
  card_issue_number: true,
  card_number: true,
  card_start: true,
  cardnum: true,
  // An administrator chooses what they are for: they may hold passwords.
  customfields: true,
  cvv: true,
  domainfields: true,
  eppcode: true,
  expdate: true,
  issuenumber: true,
  // The settings of modules, such as the keys of a gateway.
  parameters: true,
  password2: true,
  rootpw: true,
  securityqans: true,
  servicepassword: true,
  // Of a card; elsewhere it is the first day of a report.
  startdate: ['AddClient', 'UpdateClient'],
  // The settings of WHMCS, such as the password of its mailbox.
  value: ['SetConfigurationValue'],
};

/** Names that a secret could have. A parameter with such a name is listed above, or here with what it is instead. */
export const suspicious =
  /pass|pw$|secret|epp|cvv|card|bank|iban|account|token|hash|qans|fields|parameters|^value$|issue|startdate|expdate|key$/i;

export const harmless: Readonly<Record<string, string>> = {
  bank_account_type: 'the kind of account',
  bank_name: 'the name of the bank',
  cardtype: 'the brand of the card',
  clearcreditcard: 'whether the card is removed',
  epp_required: 'whether transfers need a code',
  mergefields: "the caller's words in a mail to administrators",
  resetSecret: 'whether WHMCS makes another secret',
  startdate: 'the first day of a report',
};

/** Whether the parameter of a command holds a secret. */
export function isSecretParam(command: string, param: string): boolean {
  const [name = param] = param.split('[');
  const listed = secretParams[name];
  return listed === true || (listed?.includes(command) ?? false);
}
