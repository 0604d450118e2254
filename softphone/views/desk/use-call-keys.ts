import { useLocation } from 'wouter';
import { callArea } from '../../state/call-area.ts';
import { holdWish } from '../../state/consult.ts';
import { desksShown } from '../../state/desks-shown.ts';
import { helpWish } from '../../state/help.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { useKeys } from './hotkeys.ts';

/** Ids of the fields that keys jump to. */
export const DISPOSITION_FIELD = 'disposition-choice';
export const SUMMARY_FIELD = 'ticket-summary';

const DRAWN_MS = 150;

/** The keys of a call, on every page of the desk. Answering leads to the call. */
export function useCallKeys(): void {
  const workplace = useWorkplace();
  const [, go] = useLocation();
  const atDesk = useSeen(screen => desksShown(screen).includes('agent'));

  const toField = (id: string) => {
    if (!atDesk) return;
    go('/agent');
    const field = document.getElementById(id);
    if (field) field.focus();
    // On another page: the desk is drawn a moment later.
    else setTimeout(() => document.getElementById(id)?.focus(), DRAWN_MS);
  };

  // As it is when the key is pressed: what is drawn may be a frame behind.
  const area = () => callArea(workplace.store.get());

  useKeys({
    answer() {
      if (area().kind !== 'ringing') return;
      void workplace.phone?.answer();
      go('/agent');
    },
    hold() {
      const now = area();
      if (now.kind === 'talking') void workplace.hold(holdWish(now));
    },
    mute() {
      const now = area();
      if (now.kind === 'talking') workplace.phone?.mute(!now.muted);
    },
    hangUp() {
      // A ringing call is refused by a key of its own (`refuse`): a slip of the finger must not send a customer away.
      if (area().kind !== 'ringing') void workplace.hangUp();
    },
    help() {
      const wish = helpWish(area());
      if (wish) void workplace.askHelp(wish.call, wish.on);
    },
    disposition: () => toField(DISPOSITION_FIELD),
    summary: () => toField(SUMMARY_FIELD),
  });
}
