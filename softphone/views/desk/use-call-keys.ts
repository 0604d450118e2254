import { useLocation, useRoute } from 'wouter';
import { callArea } from '../../state/call-area.ts';
import { actsNow, type CallKey } from '../../state/call-keys.ts';
import { holdWish, isWithoutCustomer } from '../../state/consult.ts';
import { desksShown } from '../../state/desks-shown.ts';
import { helpWish } from '../../state/help.ts';
import { waitingLine } from '../../state/lines.ts';
import { meantBy, recorderOf } from '../../state/recorder.ts';
import { DESK_PATHS } from '../../state/route.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { type Bound, leadTo, useKeys } from './hotkeys.ts';
import { useHandsFree } from './use-hands-free.ts';

/** Ids of the fields that keys jump to. */
export const DISPOSITION_FIELD = 'disposition-choice';
export const SUMMARY_FIELD = 'ticket-summary';

const DRAWN_MS = 150;

/** What is bound where the call is shown. On other pages they lead there, and are never the browser's: F3 would search the page. */
const AT_THE_CALL = [
  'swap',
  'transfer',
  'conference',
  'people',
  'keypad',
  'line1',
  'line2',
  'flash',
  'refuse',
] as const satisfies readonly CallKey[];

/** The keys of a call, on every page of the desk. Answering leads to the call, and so does what is done where it is shown. */
export function useCallKeys(): void {
  const workplace = useWorkplace();
  const [, go] = useLocation();
  const [isShown] = useRoute(DESK_PATHS.agent);
  const handsFree = useHandsFree();
  const hasPhone = useSeen(screen => screen.who.phone !== null);
  const hasLoudspeaker = useSeen(({ audio }) => audio.handsFree || audio.speaker);
  const atDesk = useSeen(screen => desksShown(screen).includes('agent'));

  // As it is when the key is pressed: what is drawn may be a frame behind.
  const area = () => callArea(workplace.store.get());
  const acts = (name: CallKey) => actsNow(name, workplace.store.get());

  const toField = (name: CallKey, id: string): Bound => ({
    now: () => document.getElementById(id) !== null || (atDesk && !isShown && acts(name)),
    does() {
      const field = document.getElementById(id);
      if (field) return field.focus();
      go('/agent');
      // The desk is drawn a moment later.
      setTimeout(() => document.getElementById(id)?.focus(), DRAWN_MS);
    },
  });

  const order = (name: 'pauseRecording' | 'record'): Bound => {
    const does = () => {
      const now = area();
      if (now.kind !== 'talking' || isWithoutCustomer(now.call)) return;
      void workplace.record(meantBy(name, recorderOf(now)));
      go('/agent');
    };
    // Where it cannot be, the server says why.
    return { now: () => acts(name), does, otherwise: does };
  };

  const toCall = (name: CallKey): Bound => ({
    now: () => !isShown && atDesk && acts(name),
    does() {
      leadTo(name);
      go('/agent');
    },
  });

  useKeys({
    ...Object.fromEntries(AT_THE_CALL.map(name => [name, toCall(name)])),
    answer: {
      now: () => acts('answer'),
      does() {
        const waits = waitingLine(workplace.store.get());
        if (waits) void workplace.takeLine(waits);
        else void workplace.phone?.answer();
        go('/agent');
      },
    },
    hold: {
      now: () => acts('hold'),
      does() {
        const now = area();
        if (now.kind === 'talking') void workplace.hold(holdWish(now));
      },
    },
    mute: {
      now: () => acts('mute'),
      does() {
        const now = area();
        if (now.kind === 'talking') workplace.phone?.mute(!now.muted);
      },
    },
    pauseRecording: order('pauseRecording'),
    record: order('record'),
    ...(hasPhone ? { handsFree: { now: hasLoudspeaker, does: handsFree, otherwise: handsFree } } : {}),
    hangUp: { now: () => acts('hangUp'), does: () => void workplace.hangUp() },
    help: {
      now: () => acts('help'),
      does() {
        const wish = helpWish(area());
        if (wish) void workplace.askHelp(wish.call, wish.on);
      },
    },
    disposition: toField('disposition', DISPOSITION_FIELD),
    summary: toField('summary', SUMMARY_FIELD),
  });
}
