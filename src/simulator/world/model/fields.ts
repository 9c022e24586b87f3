/** A custom field or a configurable option, and what somebody put there. */
export interface FieldValue {
  readonly id: number;
  value: string;
}
