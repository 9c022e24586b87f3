/** A reminder of the staff. */
export interface ToDoItem {
  readonly id: number;
  date: string;
  title: string;
  description: string;
  /** Who has to do it; 0 for nobody. */
  admin: number;
  status: string;
  /** Empty where it is never due. */
  duedate: string;
}
