import type { GuestLine, GuestPass } from '../../src/http/shapes/guests.ts';
import type { LinkFault } from '../link/fault.ts';
import { type PhonePicture, SILENT_PHONE } from '../phone/phone.ts';
import { NO_SPEECH, type Speech } from '../phone/talk-microphone.ts';

/**
 * The customer's telephone.
 *
 *   lines ──choose──▶ joining ──pass──▶ dialler ──change line──▶ lines
 *     └── no guests here ──▶ closed
 */
export interface CallerScreen {
  readonly stage: 'loading' | 'closed' | 'lines' | 'joining' | 'dialler';
  readonly lines: readonly GuestLine[];
  readonly pass: GuestPass | null;
  readonly fault: LinkFault | null;
  readonly phone: PhonePicture;
  readonly speech: Speech;
  /** What stands in the number field. */
  readonly number: string;
  /** Keys pressed during the present call. */
  readonly pressed: string;
  /** How long the last call was, ms; 0 of one that nobody answered, null before the first. */
  readonly lastLengthMs: number | null;
  /** When the keys below the pad became others, epoch ms. */
  readonly keysSince: number;
}

export type CallerInput =
  | { readonly kind: 'lines'; readonly items: readonly GuestLine[] }
  | { readonly kind: 'fault'; readonly fault: LinkFault }
  | { readonly kind: 'joining' }
  | { readonly kind: 'pass'; readonly pass: GuestPass }
  | { readonly kind: 'left' }
  | { readonly kind: 'phone'; readonly picture: PhonePicture; readonly now: number }
  | { readonly kind: 'speech'; readonly speech: Speech }
  | { readonly kind: 'typed'; readonly number: string }
  | { readonly kind: 'key'; readonly key: string };

export const NEW_CALLER: CallerScreen = {
  stage: 'loading',
  lines: [],
  pass: null,
  fault: null,
  phone: SILENT_PHONE,
  speech: NO_SPEECH,
  number: '',
  pressed: '',
  lastLengthMs: null,
  keysSince: 0,
};

/** Who taps twice means the key that was there, not the one that has come under the finger meanwhile; ms. */
const SETTLE_MS = 700;
export const isSettled = ({ keysSince }: CallerScreen, now: number): boolean => now - keysSince >= SETTLE_MS;

/** Longest number the field takes. */
const LONGEST_NUMBER = 20;
const KEYS = /[^0-9*#+]/g;

export function reactCaller(screen: CallerScreen, input: CallerInput): CallerScreen {
  switch (input.kind) {
    case 'lines':
      return { ...screen, stage: 'lines', lines: input.items, fault: null };
    case 'fault': {
      const closed = input.fault.code === 'not-allowed' && screen.stage === 'loading';
      return { ...screen, stage: closed ? 'closed' : 'lines', fault: input.fault };
    }
    case 'joining':
      return { ...screen, stage: 'joining', fault: null };
    case 'pass': {
      const service = input.pass.services[0]?.number ?? '';
      return { ...screen, stage: 'dialler', pass: input.pass, number: service };
    }
    case 'left':
      return { ...NEW_CALLER, stage: 'lines', lines: screen.lines };
    case 'phone':
      return onPhone(screen, input.picture, input.now);
    case 'speech':
      return { ...screen, speech: input.speech };
    case 'typed':
      return { ...screen, number: input.number.replace(KEYS, '').slice(0, LONGEST_NUMBER) };
    case 'key':
      if (screen.phone.call?.phase === 'talking') return { ...screen, pressed: screen.pressed + input.key };
      return { ...screen, number: (screen.number + input.key).slice(0, LONGEST_NUMBER) };
    default:
      return input satisfies never;
  }
}

function onPhone(screen: CallerScreen, phone: PhonePicture, now: number): CallerScreen {
  const before = screen.phone.call;
  const ended = before !== null && phone.call === null;
  const started = before === null && phone.call !== null;
  return {
    ...screen,
    phone,
    keysSince: keysSince(screen, phone.call, now),
    pressed: started ? '' : screen.pressed,
    lastLengthMs: ended ? (before.phase === 'talking' ? now - before.since : 0) : screen.lastLengthMs,
  };
}

/** A call that comes takes the place of nothing that one taps twice. */
function keysSince(screen: CallerScreen, call: PhonePicture['call'], now: number): number {
  const keys = keysOf(call);
  if (keys === keysOf(screen.phone.call)) return screen.keysSince;
  return keys === 'ringing' ? 0 : now;
}

const keysOf = (call: PhonePicture['call']): 'idle' | 'ringing' | 'live' =>
  call === null ? 'idle' : call.phase === 'ringing' ? 'ringing' : 'live';
