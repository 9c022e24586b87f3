import type { FieldValue } from './fields.ts';

export interface Attachment {
  readonly name: string;
  readonly data: string;
  readonly removed: boolean;
}

/** The author of a message in a ticket. */
export interface Writer {
  readonly userid: number;
  readonly contactid: number;
  readonly name: string;
  readonly email: string;
  /** Set for messages of the staff. */
  readonly admin: string;
  readonly type: 'Owner' | 'Contact' | 'Operator' | 'Guest';
}

export interface TicketMessage {
  readonly id: number;
  readonly by: Writer;
  readonly date: string;
  readonly message: string;
  readonly attachments: readonly Attachment[];
}

export interface Ticket {
  readonly id: number;
  readonly tid: string;
  readonly c: string;
  readonly deptid: number;
  readonly userid: number;
  readonly opening: TicketMessage;
  readonly cc: string;
  readonly subject: string;
  status: string;
  readonly priority: string;
  /** The member of staff who replied last. */
  admin: string;
  lastreply: string;
  readonly flag: number;
  /** `S12` or `D3`. */
  readonly service: string;
  readonly replies: TicketMessage[];
  readonly notes: TicketMessage[];
  customFields: FieldValue[];
}

export interface Mail {
  readonly id: number;
  readonly at: string;
  readonly to: string;
  readonly template: string;
  readonly subject: string;
  readonly message: string;
  readonly cc: string;
  readonly bcc: string;
  /** Why it was not sent; empty if it was. */
  readonly failure: string;
  readonly clientid: number;
  readonly relatedId: number;
}
