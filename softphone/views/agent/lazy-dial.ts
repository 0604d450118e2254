import { lazyDialog } from '../lazy-part.tsx';

export const DialDialog = lazyDialog(() => import('./dial-dialog.tsx').then(m => m.DialDialog), [], {
  ahead: true,
});
