/** Fewest and most characters of a text, as people see them (`characters`). */
export interface TextLimit {
  readonly least: number;
  readonly most: number;
}

/** The texts that people write, the same for the pages and for the API. */
export const TEXTS = {
  /** One or two short sentences (S4-13). */
  summary: { least: 3, most: 240 },
  solution: { least: 3, most: 4000 },
  note: { least: 1, most: 4000 },
  escalationReason: { least: 0, most: 1000 },
  reopeningReason: { least: 1, most: 1000 },
  dispositionNote: { least: 0, most: 2000 },
  customerName: { least: 2, most: 80 },
  customerDocument: { least: 1, most: 30 },
  customerPhone: { least: 0, most: 30 },
  customerAccount: { least: 0, most: 40 },
  /** Why a supervisor orders something over an agent, who reads it. */
  orderReason: { least: 1, most: 240 },
  orderNote: { least: 0, most: 240 },
  /** What a supervisor tells the agents. */
  notice: { least: 1, most: 280 },
  /** What a promised call is about, and why it is not made. */
  scheduledNote: { least: 0, most: 240 },
  discardReason: { least: 1, most: 240 },
  search: { least: 0, most: 100 },
} as const satisfies Record<string, TextLimit>;
