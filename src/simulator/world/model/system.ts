/** A reminder for the staff. */
export interface ToDoItem {
  readonly id: number;
  date: string;
  title: string;
  description: string;
  /** The assigned administrator; 0 for nobody. */
  admin: number;
  status: string;
  /** Empty if it is never due. */
  duedate: string;
}

export interface Announcement {
  readonly id: number;
  date: string;
  title: string;
  /** HTML. */
  announcement: string;
  published: boolean;
  readonly parentid: number;
  readonly language: string;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Activity {
  readonly id: number;
  readonly clientid: number;
  readonly adminid: number;
  readonly date: string;
  readonly description: string;
  readonly username: string;
  readonly ipaddress: string;
}

export interface StaffMember {
  readonly id: number;
  readonly roleid: number;
  readonly username: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly email: string;
  notes: string;
  readonly disabled: boolean;
  readonly departments: readonly number[];
}

export interface ReplyCategory {
  readonly id: number;
  readonly parentid: number;
  readonly name: string;
}

export interface PredefinedReply {
  readonly id: number;
  readonly catid: number;
  readonly name: string;
  readonly reply: string;
}

/** A call of a module that failed. */
export interface QueuedCall {
  readonly id: number;
  readonly serviceType: 'service' | 'domain' | 'addon';
  /** The id of the service, domain or addon. */
  readonly serviceId: number;
  readonly moduleName: string;
  readonly moduleAction: string;
  /** Empty if it has not been tried again. */
  readonly lastAttempt: string;
  readonly lastAttemptError: string;
  readonly numRetries: number;
  readonly completed: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface BannedIp {
  readonly id: number;
  readonly ip: string;
  readonly reason: string;
  readonly expires: string;
}

/** Mail to administrators, which no command lists. */
export interface AdminMail {
  readonly name: string;
  readonly message: string;
  readonly type: string;
  readonly deptid: number;
}

export interface SentNotification {
  readonly identifier: string;
  readonly title: string;
  readonly message: string;
  readonly attributes: number;
}
