import type { ErrorCode } from '../kit/errors.ts';

/** Why a call does not go out, by its code in the catalogue. */
export const OUTGOING_REFUSALS = [
  'outgoing-emergency',
  'outgoing-not-a-number',
  'outgoing-not-own',
  'outgoing-abroad',
  'outgoing-high-risk',
  'outgoing-premium',
  'outgoing-satellite',
  'outgoing-class',
  'outgoing-no-permission',
  'outgoing-off-hours',
  'outgoing-not-withheld',
  'outgoing-busy',
  'outgoing-used-up',
  'outgoing-locked',
  'outgoing-policy',
  'no-route',
  'store-away',
] as const satisfies readonly ErrorCode[];

export type OutgoingRefusal = (typeof OUTGOING_REFUSALS)[number];
