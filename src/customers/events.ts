/** How we came to believe who is calling. A keyed document says who, but not that it is that person. */
export type Identified = 'by-line' | 'by-document' | 'by-agent';

/** Facts of this room, told by whoever learned them. */
export type CustomerEvent = {
  readonly kind: 'customer-identified';
  readonly callId: string;
  readonly customerId: string;
  readonly how: Identified;
};
