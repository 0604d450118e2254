/** Digits that tell one subscriber from another, whatever country or trunk prefix stands before them. */
const SUBSCRIBER_DIGITS = 10;

/** Numbers that the plan of numbers holds and no demo customer has. */
export function callerNumber(index: number): string {
  return `0424${String(1_000_000 + (index % 8_000_000))}`;
}

/** What `0424…`, `58424…` and `+58424…` have in common: an agent's telephone may show any of them. */
export function subscriberOf(number: string): string {
  return number.replace(/\D/g, '').slice(-SUBSCRIBER_DIGITS);
}

let callers = 0;

/** Somebody who has not called yet: who calls again and again gathers open tickets, and every call of theirs costs more. */
export const newCaller = (): string => callerNumber(callers++);
