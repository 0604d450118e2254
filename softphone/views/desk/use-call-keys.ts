import { useLocation, useRoute } from 'wouter';
import { type CallArea, callArea } from '../../state/call-area.ts';
import { holdWish, mayHold } from '../../state/consult.ts';
import { desksShown } from '../../state/desks-shown.ts';
import { helpWish } from '../../state/help.ts';
import type { KeyName } from '../../state/keys.ts';
import { waitingLine } from '../../state/lines.ts';
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
  'pauseRecording',
  'record',
  'swap',
  'transfer',
  'conference',
  'people',
  'keypad',
  'line1',
  'line2',
  'flash',
  'refuse',
] as const satisfies readonly KeyName[];

/** The keys of a call, on every page of the desk. Answering leads to the call, and so does what is done where it is shown. */
export function useCallKeys(): void {
  const workplace = useWorkplace();
  const [, go] = useLocation();
  const [isShown] = useRoute(DESK_PATHS.agent);
  const handsFree = useHandsFree();
  const hasPhone = useSeen(screen => screen.who.phone !== null);
  const atDesk = useSeen(screen => desksShown(screen).includes('agent'));

  const toField = (id: string) => ({
    now: () => atDesk && (!isShown || document.getElementById(id) !== null),
    does() {
      go('/agent');
      const field = document.getElementById(id);
      if (field) field.focus();
      // On another page: the desk is drawn a moment later.
      else setTimeout(() => document.getElementById(id)?.focus(), DRAWN_MS);
    },
  });

  // As it is when the key is pressed: what is drawn may be a frame behind.
  const area = () => callArea(workplace.store.get());

  const toCall = (name: KeyName): Bound => ({
    now: () => !isShown && atDesk && area().kind !== 'idle',
    does() {
      leadTo(name);
      go('/agent');
    },
  });

  useKeys({
    ...Object.fromEntries(AT_THE_CALL.map(name => [name, toCall(name)])),
    answer: {
      now: () => area().kind === 'ringing' || waitingLine(workplace.store.get()) !== null,
      does() {
        const waits = waitingLine(workplace.store.get());
        if (area().kind === 'ringing') void workplace.phone?.answer();
        else if (waits) void workplace.takeLine(waits);
        go('/agent');
      },
    },
    hold: {
      now: () => talk(area(), mayHold),
      does() {
        const now = area();
        if (now.kind === 'talking') void workplace.hold(holdWish(now));
      },
    },
    mute: {
      now: () => talk(area(), () => true),
      does() {
        const now = area();
        if (now.kind === 'talking') workplace.phone?.mute(!now.muted);
      },
    },
    ...(hasPhone ? { handsFree } : {}),
    hangUp: {
      // A ringing call is refused by a key of its own (`refuse`): a slip of the finger must not send a customer away.
      now: () => area().kind !== 'ringing' && (!isOverIn(area()) || workplace.phone?.picture().call != null),
      does: () => void workplace.hangUp(),
    },
    help: {
      now: () => helpWish(area()) !== null,
      does() {
        const wish = helpWish(area());
        if (wish) void workplace.askHelp(wish.call, wish.on);
      },
    },
    disposition: toField(DISPOSITION_FIELD),
    summary: toField(SUMMARY_FIELD),
  });
}

const isOverIn = ({ kind }: CallArea): boolean => kind === 'idle' || kind === 'wrap-up';

type Talk = Extract<CallArea, { kind: 'talking' }>;
const talk = (area: CallArea, may: (area: Talk) => boolean): boolean => area.kind === 'talking' && may(area);
