import type { floorPage } from './es/floor.ts';
import type { givingOrders } from './es/giving-orders.ts';
import type { OwnWords } from './own-words.ts';

export type FloorWords = typeof floorPage & typeof givingOrders;

/** The supervisor's floor, and the orders given there. */
export const floorWords: OwnWords<FloorWords> = {
  es: async () => (await import('./es/of-floor.ts')).floorWords,
  en: async () => (await import('./en/of-floor.ts')).floorWords,
};
