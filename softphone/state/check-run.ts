import type { Clock } from '../../src/kit/clock.ts';
import type { Api } from '../link/api.ts';
import type { CheckEar } from '../phone/check-ear.ts';
import { hearsProbe, type Moment } from '../phone/echo-look.ts';
import type { Phone } from '../phone/phone.ts';
import type { Sound } from '../phone/sound.ts';
import type { Tones } from '../phone/tones.ts';
import { me, type Screen } from './screen.ts';
import {
  type CheckName,
  type CheckPicture,
  hasSpoken,
  heardSaid,
  hearsOutcome,
  isComplete,
  lineOutcome,
  linkOutcome,
  NOTHING_SAID,
  newCheck,
  type Outcome,
  type Outcomes,
  wayOutcome,
} from './workplace-check.ts';

/** All in all it is to take no more than 20 s; the way is tried beside what the person does. */
const SPEAK_WITHIN_MS = 6_000;
const BELL_WITHIN_MS = 10_000;
const LINK_WITHIN_MS = 3_000;

export interface CheckParts {
  readonly api: Pick<Api, 'whoAmI'>;
  readonly phone: Pick<Phone, 'checkWay' | 'dropWay'> | null;
  readonly sound: Pick<Sound, 'ask' | 'open' | 'state'>;
  readonly tones: Tones;
  readonly clock: Clock;
  readonly screen: () => Screen;
  /** Opens the microphone as a call would have it. */
  readonly openEar: () => Promise<CheckEar>;
  readonly show: (picture: CheckPicture) => void;
  /** How loud the person is just now, 0..1. */
  readonly level: (samples: Float32Array) => void;
}

export interface CheckRun {
  /** Whether the bell was heard. */
  answer(heard: boolean): void;
  /** Ends it: nothing sounds, no microphone is open, no call is left. */
  stop(): void;
}

/** Checks a workplace once, from top to bottom. A call that comes goes before: the person has to be able to answer it. */
export function runCheck(parts: CheckParts): CheckRun {
  const { tones, clock, sound, show } = parts;
  let picture = newCheck(clock.now());
  let isOver = false;
  let ear: CheckEar | null = null;
  let bellAnswered: (heard: boolean | null) => void = () => undefined;

  function change(part: Partial<CheckPicture>): void {
    if (isOver) return;
    picture = { ...picture, ...part };
    show(picture);
  }
  function found<Name extends CheckName>(name: Name, outcome: Outcome<Name>): void {
    change({ outcomes: { ...picture.outcomes, [name]: outcome } as Outcomes });
  }

  async function checkLink(): Promise<void> {
    found('link', { is: 'runs' });
    const linkMs = await roundTrip();
    change({ linkMs });
    const { link, callsAway } = parts.screen();
    found('link', linkOutcome(link === 'up', callsAway, linkMs));
  }

  /** The first request may have to open a connection: the second one counts. */
  async function roundTrip(): Promise<number | null> {
    try {
      await within(parts.api.whoAmI(), LINK_WITHIN_MS);
      const since = performance.now();
      await within(parts.api.whoAmI(), LINK_WITHIN_MS);
      return performance.now() - since;
    } catch {
      return null;
    }
  }

  async function checkWay(): Promise<void> {
    found('way', { is: 'runs' });
    const result = (await parts.phone?.checkWay()) ?? { is: 'not-now' as const };
    change({ way: result.is === 'there' ? result.figures : null });
    found('way', wayOutcome(result));
  }

  async function checkVoice(): Promise<void> {
    found('microphone', { is: 'runs' });
    const microphone = await sound.ask();
    if (isOver) return;
    const opened = microphone === 'granted' ? await parts.openEar().catch(() => null) : null;
    if (isOver) return opened?.close();
    if (!opened) {
      const fault = microphone === 'missing' || microphone === 'denied' ? microphone : 'busy';
      found('microphone', { is: 'bad', fault });
      found('hears', { is: 'untried' });
      found('echo', { is: 'untried' });
      return;
    }
    ear = opened;
    change({ device: opened.device });
    found('microphone', { is: 'good' });
    // One that is muted hears no echo either.
    if (await checkHears(opened)) await checkEcho(opened);
    else found('echo', { is: 'untried' });
    opened.close();
    ear = null;
  }

  async function checkHears(opened: CheckEar): Promise<boolean> {
    if (isOver) return false;
    found('hears', { is: 'asks' });
    const said = await new Promise<typeof NOTHING_SAID>(done => {
      let heard = NOTHING_SAID;
      const end = () => {
        limit.cancel();
        stop();
        done(heard);
      };
      const stop = opened.listen(({ samples }) => {
        heard = heardSaid(heard, samples);
        parts.level(samples);
        if (isOver || hasSpoken(heard)) end();
      });
      const limit = clock.after(SPEAK_WITHIN_MS, end);
    });
    found('hears', hearsOutcome(said));
    return !said.dead;
  }

  async function checkEcho(opened: CheckEar): Promise<void> {
    if (isOver) return;
    found('echo', { is: 'runs' });
    const moments: Moment[] = [];
    const stop = opened.listen(moment => moments.push(moment));
    const isPlayed = await tones.tell('probe', sound.state().voice.device);
    // What comes out of a wireless headset comes later.
    await new Promise<void>(done => clock.after(LATE_MS, done));
    stop();
    if (!isPlayed) found('echo', { is: 'bad', fault: 'unplayed' });
    else found('echo', hearsProbe(moments) ? { is: 'bad', fault: 'heard' } : { is: 'good' });
  }

  async function checkBell(): Promise<void> {
    if (isOver) return;
    if (sound.state().bell.is === 'none') return found('bell', { is: 'bad', fault: 'no-output' });
    found('bell', { is: 'asks' });
    let heard: boolean | null | undefined;
    const limit = clock.after(BELL_WITHIN_MS, () => bellAnswered(null));
    const answered = new Promise<void>(done => {
      bellAnswered = answer => {
        heard = answer;
        limit.cancel();
        done();
      };
    });
    while (heard === undefined && !isOver) {
      const isPlayed = await Promise.race([tones.tell('ring', sound.state().bell.device), answered]);
      if (isPlayed === false) return found('bell', { is: 'bad', fault: 'unplayed' });
    }
    if (heard) found('bell', { is: 'good' });
    else found('bell', { is: 'bad', fault: heard === false ? 'unheard' : 'unanswered' });
  }

  async function all(): Promise<void> {
    show(picture);
    const screen = parts.screen();
    found('line', lineOutcome(screen.phone.line.kind, me(screen)?.phone === 'registered'));
    await Promise.all([checkLink(), checkWay(), checkVoice().then(checkBell)]);
    isOver = isComplete(picture);
  }
  void all();

  return {
    answer: heard => bellAnswered(heard),
    stop() {
      if (isOver) return;
      isOver = true;
      parts.phone?.dropWay();
      ear?.close();
      bellAnswered(null);
    },
  };
}

const LATE_MS = 400;

function within<T>(what: Promise<T>, ms: number): Promise<T> {
  return Promise.race([
    what,
    new Promise<never>((_, late) => setTimeout(() => late(new Error('no answer in time')), ms)),
  ]);
}
