import type { Clock } from '../../src/kit/clock.ts';
import type { Api } from '../link/api.ts';
import type { CheckEar } from '../phone/check-ear.ts';
import { LINK_REQUEST_MS, VOICE_BY } from '../phone/check-times.ts';
import { hearsProbe, type Moment } from '../phone/echo-look.ts';
import { DARK, type Headset } from '../phone/headset.ts';
import type { Phone } from '../phone/phone.ts';
import type { Sound } from '../phone/sound.ts';
import type { Tones } from '../phone/tones.ts';
import { lightsOf } from './headset-keys.ts';
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

export interface CheckParts {
  readonly api: Pick<Api, 'whoAmI'>;
  readonly phone: Pick<Phone, 'checkWay' | 'dropWay'> | null;
  readonly sound: Pick<Sound, 'ask' | 'open' | 'state'>;
  readonly tones: Tones;
  readonly clock: Clock;
  readonly screen: () => Screen;
  /** Null: this browser gives no page the buttons of a headset. */
  readonly headset: () => Promise<Headset> | null;
  /** Opens the microphone as a call would have it. */
  readonly openEar: () => Promise<CheckEar>;
  readonly show: (picture: CheckPicture) => void;
  /** How loud the person is just now, 0..1. */
  readonly level: (samples: Float32Array) => void;
}

export interface CheckRun {
  /** Whether the bell was heard. */
  answer(heard: boolean): void;
  /** The buttons of the headset are not tried. */
  skipButtons(): void;
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
  let buttonsOver: (pressed: boolean | null) => void = () => undefined;
  let headset: Headset | null = null;
  const begun = clock.now();
  /** What is left of the time of a step that is to be over by then, ms. */
  const until = (by: number) => Math.max(0, begun + by - clock.now());
  const within = <T>(what: Promise<T>, ms: number): Promise<T | typeof LATE> =>
    new Promise((done, failed) => {
      const limit = clock.after(ms, () => done(LATE));
      what.then(done, failed).finally(limit.cancel);
    });

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
      if ((await within(parts.api.whoAmI(), LINK_REQUEST_MS)) === LATE) return null;
      const since = performance.now();
      if ((await within(parts.api.whoAmI(), LINK_REQUEST_MS)) === LATE) return null;
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
    const opening = openMicrophone();
    const opened = await within(opening, until(VOICE_BY.microphone));
    // Whoever allows it later allows it for the next time.
    if (opened === LATE) void opening.then(late => typeof late === 'string' || late.close());
    if (isOver && typeof opened === 'object') opened.close();
    if (isOver) return;
    if (typeof opened !== 'object') {
      found('microphone', { is: 'bad', fault: opened === LATE ? 'unanswered' : opened });
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

  async function openMicrophone(): Promise<CheckEar | 'missing' | 'denied' | 'busy'> {
    const microphone = await sound.ask();
    if (microphone === 'missing' || microphone === 'denied') return microphone;
    return parts.openEar().catch(() => 'busy');
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
      const limit = clock.after(until(VOICE_BY.hears), end);
    });
    found('hears', hearsOutcome(said));
    return !said.dead;
  }

  async function checkEcho(opened: CheckEar): Promise<void> {
    if (isOver) return;
    found('echo', { is: 'runs' });
    const moments: Moment[] = [];
    const stop = opened.listen(moment => moments.push(moment));
    const probe = tones.tell('probe', sound.state().voice.device);
    const isPlayed = await within(probe, until(VOICE_BY.echo) - COMES_LATE_MS);
    // What comes out of a wireless headset comes later.
    await new Promise<void>(done => clock.after(COMES_LATE_MS, done));
    stop();
    if (isPlayed !== true) found('echo', { is: 'bad', fault: 'unplayed' });
    else found('echo', hearsProbe(moments) ? { is: 'bad', fault: 'heard' } : { is: 'good' });
  }

  async function checkBell(): Promise<void> {
    if (isOver) return;
    if (sound.state().bell.is === 'none') return found('bell', { is: 'bad', fault: 'no-output' });
    found('bell', { is: 'asks' });
    let heard: boolean | null | undefined;
    const limit = clock.after(until(VOICE_BY.bell), () => bellAnswered(null));
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

  /** It rings by its light, as of a call: there are some that say nothing of their buttons while nobody calls. */
  async function checkButtons(): Promise<void> {
    if (isOver) return;
    const state = headset?.state();
    if (!headset || !state || state.kind === 'none') return found('buttons', { is: 'untried' });
    change({ headset: state.name });
    if (state.kind === 'busy') return found('buttons', { is: 'bad', fault: 'busy' });
    found('buttons', { is: 'asks' });
    const mine = headset;
    const pressed = await new Promise<boolean | null>(done => {
      let again = clock.after(0, () => undefined);
      const ring = () => {
        mine.show({ ...DARK, ring: true });
        again = clock.after(RING_AGAIN_MS, ring);
      };
      const limit = clock.after(until(VOICE_BY.bell), () => buttonsOver(false));
      const stop = mine.listen(event => {
        if (event.kind === 'hook' || event.kind === 'flash') buttonsOver(true);
      });
      buttonsOver = was => {
        stop();
        limit.cancel();
        again.cancel();
        mine.show(lightsOf(parts.screen()));
        done(was);
      };
      ring();
    });
    if (pressed === null) found('buttons', { is: 'untried' });
    else found('buttons', pressed ? { is: 'good' } : { is: 'bad', fault: 'unpressed' });
  }

  async function all(): Promise<void> {
    show(picture);
    void parts.headset()?.then(
      loaded => {
        headset = loaded;
      },
      () => undefined,
    );
    const screen = parts.screen();
    found('line', lineOutcome(screen.phone.line.kind, me(screen)?.phone === 'registered'));
    await Promise.all([
      checkLink(),
      checkWay(),
      checkVoice().then(() => Promise.all([checkBell(), checkButtons()])),
    ]);
    isOver = isComplete(picture);
  }
  void all();

  return {
    answer: heard => bellAnswered(heard),
    skipButtons: () => buttonsOver(null),
    stop() {
      if (isOver) return;
      isOver = true;
      parts.phone?.dropWay();
      ear?.close();
      bellAnswered(null);
      buttonsOver(null);
    },
  };
}

const COMES_LATE_MS = 400;
/** The desk shows its own calls on the headset with each change; ms. */
const RING_AGAIN_MS = 400;
const LATE = Symbol('late');
