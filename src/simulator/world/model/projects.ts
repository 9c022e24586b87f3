export interface TimeLog {
  readonly id: number;
  readonly adminid: number;
  /** Seconds since 1970. */
  readonly start: number;
  /** 0 while the timer runs. */
  end: number;
}

export interface Task {
  readonly id: number;
  task: string;
  notes: string;
  adminid: number;
  readonly created: string;
  duedate: string;
  completed: boolean;
  billed: boolean;
  timelogs: TimeLog[];
}

export interface ProjectMessage {
  readonly id: number;
  readonly date: string;
  readonly message: string;
  readonly adminid: number;
}

export interface Project {
  readonly id: number;
  /** 0 for an internal project. */
  userid: number;
  title: string;
  ticketids: string;
  invoiceids: string;
  notes: string;
  adminid: number;
  status: string;
  created: string;
  duedate: string;
  completed: boolean;
  lastmodified: string;
  tasks: Task[];
  messages: ProjectMessage[];
}
