import type { contactsPage } from './es/contacts.ts';
import type { OwnWords } from './own-words.ts';

/** Of the contacts beside the page. */
export const contactsWords: OwnWords<typeof contactsPage> = {
  es: () => import('./es/contacts.ts').then(m => m.contactsPage),
  en: () => import('./en/contacts.ts').then(m => m.contactsPage),
};
