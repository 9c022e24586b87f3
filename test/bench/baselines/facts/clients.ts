/** Clients and their services, tickets and domains. */
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { clientFacts, money, nameOf, FactRow, type Address, type Client } from './fact-row.ts';
import { day, instant, number, text, word } from '../whmcs.ts';

/** GetClients */
export class ClientRow extends FactRow implements Client {
  get id() {
    return globalId('Client', this.whmcsId);
  }
  get fullName() {
    return nameOf(this.row);
  }
  get companyName() {
    return text(this.row['companyname']);
  }
  get email() {
    return text(this.row['email']);
  }
  get status() {
    return word(this.row['status']);
  }
}

/** GetClientsDetails */
export class ClientRecord extends ClientRow {
  override get fullName() {
    return text(this.row['fullname']);
  }
  get address(): Address {
    const { row } = this;
    return {
      line1: text(row['address1']),
      line2: text(row['address2']),
      city: text(row['city']),
      state: text(row['fullstate']),
      postcode: text(row['postcode']),
      countryCode: text(row['countrycode']),
    };
  }
  get credit() {
    return money(this.row['credit'], this.whmcsId);
  }
  get currencyCode() {
    return text(this.row['currency_code']);
  }
}

/** GetClientsDetails with counters. */
export class ClientStats extends FactRow {
  get activeServiceCount() {
    return number(this.row['productsnumactive']);
  }
}

/** GetClientsProducts */
export class Service extends FactRow {
  readonly __typename = 'Service';

  get clientId() {
    return number(this.row['clientid']);
  }
  get id() {
    return globalId('Service', this.whmcsId, this.clientId);
  }
  get name() {
    return text(this.row['name']);
  }
  get domainName() {
    return text(this.row['domain']);
  }
  get status() {
    return word(this.row['status']);
  }
  get nextDueOn() {
    return day(this.row['nextduedate']);
  }
  get recurringAmount() {
    return money(this.row['recurringamount'], this.clientId);
  }
}

/** GetTickets: has the client's name. */
export class Ticket extends FactRow {
  get clientId() {
    return number(this.row['userid']);
  }
  get id() {
    return globalId('Ticket', this.whmcsId, this.clientId);
  }
  get number() {
    return text(this.row['tid']);
  }
  get subject() {
    return text(this.row['subject']);
  }
  get status() {
    return text(this.row['status']);
  }
  get priority() {
    return word(this.row['priority']);
  }
  get lastReplyAt() {
    return instant(this.row['lastreply']);
  }
  get client() {
    return clientFacts(this.clientId, { fullName: text(this.row['owner_name']) ?? undefined });
  }
}

/** GetClientsDomains */
export class Domain extends FactRow {
  get id() {
    return globalId('Domain', this.whmcsId, number(this.row['userid']));
  }
  get name() {
    return text(this.row['domainname']);
  }
  get status() {
    return word(this.row['status']);
  }
  get expiresOn() {
    return day(this.row['expirydate']);
  }
}
