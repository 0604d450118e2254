import { auditPage } from './audit.ts';
import { outgoingPage } from './outgoing.ts';
import { peoplePage } from './people.ts';

/** See `../audit.ts`. */
export const auditWords = { ...auditPage, ...outgoingPage, ...peoplePage };
