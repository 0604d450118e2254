import type { Budget } from '../agents/ports.ts';

/** Tries are counted over this span, ms. */
const WINDOW_MS = 5 * 60_000;
/** Tries of one device, or for one account from one address: a person who mistypes, not a machine that guesses. */
export const TRIES_PER_DEVICE = 5;
export const TRIES_PER_ACCOUNT_AND_ADDRESS = 5;
/** Tries of one address over all accounts: a guesser with many names. An office behind one address fits in. */
export const TRIES_PER_ADDRESS = 60;
/** Tries for one account from all addresses together, but for the first one of each network. */
export const FURTHER_TRIES_PER_ACCOUNT = 30;
/** First tries of networks for one account; one network, such as a /48 of IPv6, has one. */
export const FIRST_TRIES_PER_ACCOUNT = 200;

/** Where a try comes from. `site`: the network that the address may be one of many of. `device`: one on which this account has logged in before; null for a stranger. */
export interface TryFrom {
  readonly account: string;
  readonly address: string;
  readonly site: string;
  readonly device: string | null;
}

/**
 * What a try to log in is counted in, so that nobody spends the tries of somebody else:
 *
 *   a device of the account ──► its own budget alone: no stranger, neighbour or distributed guesser can use it up
 *   a stranger ──► the account from this address and this address over all accounts, then (`sharedBudget`) what all
 *                  strangers of the account share: further tries are few, the first one of a network has more room,
 *                  so that the owner on a new device is let try beside a machine that guesses from some networks
 *
 * `ofAccount` are counted for this account alone, and forgotten when its owner has come in.
 */
export function ownBudgets({ account, address, site, device }: TryFrom): {
  readonly ofAccount: Budget[];
  readonly others: Budget[];
} {
  if (device !== null) return { ofAccount: [budget(`device:${device}`, TRIES_PER_DEVICE)], others: [] };
  return {
    ofAccount: [
      budget(`site:${account}:${site}`, FIRST_TRIES_PER_ACCOUNT),
      budget(`pair:${account}:${address}`, TRIES_PER_ACCOUNT_AND_ADDRESS),
    ],
    others: [budget(`address:${address}`, TRIES_PER_ADDRESS)],
  };
}

/** `nth`: which try of this network for this account it is, from 1. A device of the account shares nothing. */
export function sharedBudget({ account, device }: TryFrom, nth: number): Budget[] {
  if (device !== null) return [];
  return nth === 1
    ? [budget(`first:${account}`, FIRST_TRIES_PER_ACCOUNT)]
    : [budget(`further:${account}`, FURTHER_TRIES_PER_ACCOUNT)];
}

const budget = (name: string, most: number): Budget => ({ key: `login:${name}`, most, windowMs: WINDOW_MS });
