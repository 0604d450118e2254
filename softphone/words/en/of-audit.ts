import { auditPage } from './audit.ts';
import { peoplePage } from './people.ts';

/** See `../audit.ts`. */
export const auditWords = { ...auditPage, ...peoplePage };
