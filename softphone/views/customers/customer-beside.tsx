import { useLocation, useRoute } from 'wouter';
import { can } from '../../../src/rights/capabilities.ts';
import type { CallPicture } from '../../../src/supervision/events.ts';
import { presentCall } from '../../state/call-area.ts';
import { shownArea } from '../../state/lines.ts';
import { DESK_PATHS } from '../../state/route.ts';
import { isLeaving } from '../../state/screen.ts';
import { customerWords } from '../../words/customer.ts';
import { useKeys } from '../desk/hotkeys.ts';
import { lazyDialog } from '../lazy-part.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

const CustomerSheet = lazyDialog(
  () => import('./customer-sheet.tsx').then(m => m.CustomerSheet),
  [customerWords],
  { ahead: true },
);

/** The page of a customer beside everything else, from any page of the desk: a key opens that of the caller. */
export function CustomerBeside() {
  const { store } = useWorkplace();
  const [, go] = useLocation();
  const [atCall] = useRoute(DESK_PATHS.agent);
  const [atCustomers] = useRoute(DESK_PATHS.customers);
  const beside = useSeen(screen => (isLeaving(screen) ? null : screen.beside));
  // Who is on the line and not known is looked for beside the call (who-calls.tsx).
  const leads = (call: CallPicture | null) => !atCustomers && (call === null || !atCall);
  const show = (customer: string | null) => store.send({ kind: 'show-customer', customer });
  useKeys({
    customer: {
      now() {
        const screen = store.get();
        if (!can(screen.who.person, 'serve-customers') || isLeaving(screen)) return false;
        const call = presentCall(shownArea(screen));
        return screen.beside !== null || Boolean(call?.customer) || leads(call);
      },
      does() {
        const screen = store.get();
        const call = presentCall(shownArea(screen));
        if (screen.beside !== null) show(null);
        else if (call?.customer) show(call.customer.id);
        else if (leads(call)) go('/customers');
      },
    },
  });
  return beside === null ? null : <CustomerSheet key={beside} customer={beside} onClose={() => show(null)} />;
}
