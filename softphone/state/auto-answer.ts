import { answersByItself } from '../../src/queues/auto-answer.ts';
import type { AutoAnswer } from '../../src/queues/events.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { colleagueOf } from '../../src/supervision/parts.ts';
import type { Phone } from '../phone/phone.ts';
import type { Sound } from '../phone/sound.ts';
import type { Tones } from '../phone/tones.ts';
import { me, type Screen } from './screen.ts';

/** Why a call that was to be answered by itself rings instead: nobody would be heard, or nobody be told. */
export type AutoAnswerTrouble = 'no-microphone' | 'no-tone';

/**
 * Answers what the centre asks to be answered by itself, once a tone was heard to its end (S2-29):
 *
 *   rings ──microphone allowed, tone heard, microphone opens──▶ answered
 *     └──anything else──▶ rings on, and says why
 *
 * The person may answer or refuse meanwhile, and the caller may go; a call is answered once or not at all.
 */
export function keepAutoAnswer(
  phone: Pick<Phone, 'picture' | 'watch' | 'answer'>,
  sound: Pick<Sound, 'state' | 'ask'>,
  tones: Pick<Tones, 'tell'>,
  onTrouble: (leg: string, trouble: AutoAnswerTrouble) => void,
): () => void {
  let seen: string | null = null;

  async function answer(leg: string): Promise<void> {
    const trouble = await troubleOf(sound, tones);
    const { call } = phone.picture();
    if (call?.leg !== leg || call.phase !== 'ringing') return;
    if (trouble === null) await phone.answer();
    else onTrouble(leg, trouble);
  }

  return phone.watch(() => {
    const { call } = phone.picture();
    if (call?.phase !== 'ringing' || !call.byItself || call.leg === seen) return;
    seen = call.leg;
    void answer(call.leg);
  });
}

async function troubleOf(
  sound: Pick<Sound, 'state' | 'ask'>,
  tones: Pick<Tones, 'tell'>,
): Promise<AutoAnswerTrouble | null> {
  const { microphone, voice } = sound.state();
  // Where it is not allowed yet the browser would ask, and the person may be away.
  if (microphone !== 'granted') return 'no-microphone';
  if (voice.is === 'none' || !(await tones.tell('answers', voice.device))) return 'no-tone';
  return (await sound.ask()) === 'granted' ? null : 'no-microphone';
}

/** What my queues say to my own setting, by their titles. */
export interface OwnAutoAnswer {
  readonly on: boolean;
  readonly always: readonly string[];
  readonly never: readonly string[];
}

export function ownAutoAnswer(screen: Screen): OwnAutoAnswer {
  const mine = me(screen);
  const queues = (screen.picture?.queues ?? []).filter(({ name }) => mine?.queues.includes(name));
  const titles = (rule: AutoAnswer) =>
    queues.filter(({ autoAnswer }) => autoAnswer === rule).map(({ title }) => title);
  return { on: mine?.autoAnswer ?? false, always: titles('forces'), never: titles('forbids') };
}

/** Whether the desk telephone of this person is asked to answer this call by itself, as the server does it (rules/ringing-ours.ts). */
export function deskAnswersByItself(screen: Screen, call: CallPicture | null): boolean {
  const mine = me(screen);
  const queue = call && mine ? queueOf(call, mine.id) : null;
  const rule = screen.picture?.queues.find(({ name }) => name === queue)?.autoAnswer;
  return answersByItself(rule, mine?.autoAnswer ?? false);
}

/** The queue for which I am rung; null: it is for me myself. */
function queueOf(call: CallPicture, own: string): string | null {
  const asked = colleagueOf(own, call);
  if (asked) return asked.queue ?? null;
  return call.directTo === own ? null : call.queue;
}
