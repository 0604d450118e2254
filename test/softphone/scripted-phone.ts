import { evolve, type PhoneEvent } from '../../softphone/phone/evolve.ts';
import type { Phone } from '../../softphone/phone/phone.ts';
import { SILENT_PHONE } from '../../softphone/phone/phone.ts';
import type { VoiceSample } from '../../src/calls/voice/figures.ts';

/** A telephone without a network: tests say what happens to it and read what was asked of it. */
export interface ScriptedPhone extends Phone {
  /** A span of the talk's voice is over. */
  hears(span: VoiceSample): void;
  /** Something happens on the line. */
  happens(event: PhoneEvent): void;
  /** The commands it was given, oldest first, e.g. `answer`, `dial *626`. */
  readonly asked: readonly string[];
}

export function scriptedPhone(): ScriptedPhone {
  let picture = SILENT_PHONE;
  const watchers = new Set<() => void>();
  const meters = new Set<(span: VoiceSample) => void>();
  const asked: string[] = [];
  const note = (what: string) => {
    asked.push(what);
    return Promise.resolve();
  };
  const happens = (event: PhoneEvent) => {
    picture = evolve(picture, event);
    for (const watcher of watchers) watcher();
  };
  return {
    asked,
    happens,
    picture: () => picture,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    hears(span) {
      for (const heard of meters) heard(span);
    },
    onVoice(heard) {
      meters.add(heard);
      return () => meters.delete(heard);
    },
    onMessage: () => () => undefined,
    start: take => note(take ? 'take' : 'start'),
    stop: () => note('stop'),
    dial: number => note(`dial ${number}`),
    answer: () => note('answer'),
    hangUp: () => note('hang up'),
    mute: on => void note(on ? 'mute' : 'unmute'),
    digits(digits) {
      void note(`digits ${digits}`);
      return true;
    },
    refresh: () => void note('refresh'),
    checkWay: async () => ({ is: 'not-now' }),
    dropWay: () => void note('drop the way'),
    line: { log: () => [], watch: () => () => undefined },
  };
}
