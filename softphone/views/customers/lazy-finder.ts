import { lazyDialog } from '../lazy-part.tsx';

export const FinderSheet = lazyDialog(() => import('./finder-sheet.tsx').then(m => m.FinderSheet), [], {
  ahead: true,
});
