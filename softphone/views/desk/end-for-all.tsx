import { callArea } from '../../state/call-area.ts';
import { endsForAll } from '../../state/consult.ts';
import { lazyDialog } from '../lazy-part.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

const EndingForAll = lazyDialog(() => import('./ending-for-all.tsx').then(m => m.EndingForAll), [], {
  ahead: true,
});

/** My hang-up ends a conference for all who are in it: asked once, on whatever page I am. */
export function EndForAll() {
  const { store } = useWorkplace();
  const asked = useSeen(screen => {
    const area = callArea(screen);
    return area.kind === 'talking' && endsForAll(area) && screen.askedEnd === area.id ? area : null;
  });
  const close = () => store.send({ kind: 'asked-end', call: null });
  return asked ? <EndingForAll asked={asked} onClose={close} /> : null;
}
