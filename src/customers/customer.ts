/**
 * What a line carries; decides which words an agent sees beside the number.
 * `contact` is a telephone that is rung to reach the customer and carries no service of ours.
 */
export const LINE_SERVICES = ['mobile', 'fixed', 'internet', 'data-link', 'contact'] as const;
export type LineService = (typeof LINE_SERVICES)[number];

/** One service of a customer, named by its number in E.164 (`+584145550101`). */
export interface CustomerLine {
  readonly number: string;
  readonly service: LineService;
  readonly address: string;
}

/** An amount in units of its currency (1250.5 is one thousand two hundred fifty and a half). */
export interface Money {
  readonly amount: number;
  /** ISO 4217: VES, USD ... */
  readonly currency: string;
}

/** `dueSince` is the day the oldest unpaid bill fell due, `2026-10-05`. */
export interface Debt extends Money {
  readonly dueSince: string;
}

/**
 * The state of the account a customer's lines are billed to.
 *
 *   in-good-standing ──bill falls due──► in-debt ──long unpaid──► suspended
 *          ▲                                │                        │
 *          └────────────── paid ────────────┴────────────────────────┘
 *
 * `unknown`: an agent wrote the customer down, and what is billed to them is not known here. Its id may be ''.
 */
export type Account =
  | { readonly id: string; readonly state: 'in-good-standing' | 'unknown' }
  | { readonly id: string; readonly state: 'in-debt' | 'suspended'; readonly debt: Debt };

/** `company` is any legal person whose size is not known. */
export const SEGMENTS = ['person', 'small-business', 'corporate', 'company', 'public-body'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** What was promised: the service level agreement's name and how urgently this customer is served (1 first). */
export interface Contract {
  readonly sla: string;
  readonly level: 1 | 2 | 3;
}

/**
 * Everything a menu, a ringing page or a new ticket needs to know about a customer, in one piece of JSON.
 * Open tickets are not here: the tickets room answers for those.
 */
export interface CustomerSummary {
  readonly id: string;
  readonly name: string;
  /** Identity document as kept, `V-00000001` or `J-00000001-0`. */
  readonly document: string;
  readonly segment: Segment;
  readonly lines: readonly CustomerLine[];
  readonly account: Account;
  /** Null when none is known. */
  readonly contract: Contract | null;
}

/** The debt to be told, or null where none is known. */
export function debtOf(account: Account): Debt | null {
  return 'debt' in account ? account.debt : null;
}
