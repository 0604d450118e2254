import { logInRules } from './log-in-rules.ts';
import { outgoingPage } from './outgoing.ts';
import { peoplePage } from './people.ts';

/** See `../admin.ts`. */
export const adminWords = { ...peoplePage, ...outgoingPage, ...logInRules };
