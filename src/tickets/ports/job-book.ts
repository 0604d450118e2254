/** Which jobs have had their effect; the outbox's other side. */
export interface JobBook {
  isDone(key: string): Promise<boolean>;
  /** Notes that a job is done although it changed no ticket, and with it those that ask for the same. */
  settle(key: string, also?: readonly string[]): Promise<void>;
}
