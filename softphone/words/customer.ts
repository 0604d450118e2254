import type { customerPage } from './es/customer-page.ts';
import type { OwnWords } from './own-words.ts';

/** Of a customer's page, and of the same beside a call. */
export const customerWords: OwnWords<typeof customerPage> = {
  es: () => import('./es/customer-page.ts').then(m => m.customerPage),
  en: () => import('./en/customer-page.ts').then(m => m.customerPage),
};
