import { auditPage } from './audit.ts';
import { peoplePage } from './people.ts';

/** See `../audit-words.ts`. */
export const auditWords = { ...auditPage, ...peoplePage };
