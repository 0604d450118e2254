import type { CallEnd, LineState, PhoneCall, PhonePicture } from './phone.ts';

/** What a telephone reports, in the order it happens. */
export type PhoneEvent =
  | { readonly kind: 'line'; readonly line: LineState }
  | {
      readonly kind: 'invited';
      readonly leg: string;
      readonly call: string | null;
      readonly number: string;
      readonly name: string;
      /** This page has asked for the call, and takes it by itself. */
      readonly asked?: boolean;
      /** The telephone is to answer by itself, after a tone. */
      readonly byItself?: boolean;
    }
  | { readonly kind: 'dialled'; readonly leg: string; readonly number: string }
  | { readonly kind: 'early-audio'; readonly leg: string }
  | { readonly kind: 'answering'; readonly leg: string }
  | { readonly kind: 'connected'; readonly leg: string; readonly at: number }
  | { readonly kind: 'heard'; readonly leg: string; readonly at: number }
  | { readonly kind: 'muted'; readonly leg: string; readonly on: boolean }
  | { readonly kind: 'ended'; readonly leg: string; readonly end: CallEnd };

/** Draws the next picture. News of another leg, or too late, change nothing. */
export function evolve(picture: PhonePicture, event: PhoneEvent): PhonePicture {
  switch (event.kind) {
    case 'line':
      return { ...picture, line: event.line };
    case 'invited': {
      if (picture.call) return picture;
      const { leg, call, number, name, byItself = false } = event;
      const known = { direction: 'in', leg, call, number, name } as const;
      return {
        ...picture,
        call: event.asked
          ? { phase: 'answering', ...known }
          : { phase: 'ringing', ...known, ...(byItself ? { byItself } : {}) },
      };
    }
    case 'dialled': {
      if (picture.call) return picture;
      const { leg, number } = event;
      const call = {
        phase: 'calling',
        direction: 'out',
        leg,
        call: null,
        number,
        name: '',
        early: false,
      } as const;
      return { ...picture, call };
    }
    case 'early-audio':
      return change(picture, event.leg, call => (call.phase === 'calling' ? { ...call, early: true } : call));
    case 'answering':
      return change(picture, event.leg, call => {
        if (call.phase !== 'ringing') return call;
        const { byItself: _, ...known } = call;
        return { ...known, phase: 'answering' };
      });
    case 'connected':
      return change(picture, event.leg, call => (call.phase === 'talking' ? call : talking(call, event.at)));
    case 'heard':
      return change(picture, event.leg, call =>
        call.phase === 'talking' && call.heardAt === undefined ? { ...call, heardAt: event.at } : call,
      );
    case 'muted':
      return change(picture, event.leg, call =>
        call.phase === 'talking' ? { ...call, muted: event.on } : call,
      );
    case 'ended':
      return picture.call?.leg === event.leg ? { ...picture, call: null, lastEnd: event.end } : picture;
    default:
      return event satisfies never;
  }
}

function change(picture: PhonePicture, leg: string, next: (call: PhoneCall) => PhoneCall): PhonePicture {
  if (picture.call?.leg !== leg) return picture;
  const call = next(picture.call);
  return call === picture.call ? picture : { ...picture, call };
}

function talking({ leg, call, direction, number, name }: PhoneCall, since: number): PhoneCall {
  return { phase: 'talking', leg, call, direction, number, name, since, muted: false };
}
