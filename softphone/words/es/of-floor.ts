import { floorPage } from './floor.ts';
import { givingOrders } from './giving-orders.ts';

/** See `../floor.ts`. */
export const floorWords = { ...floorPage, ...givingOrders };
