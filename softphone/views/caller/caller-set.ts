import type { GuestPass } from '../../../src/http/shapes/guests.ts';
import type { Api } from '../../link/api.ts';
import { asFault } from '../../link/fault.ts';
import { browserClock, socketAddress, tabLockOf } from '../../link/here.ts';
import type { Phone, PhoneCall } from '../../phone/phone.ts';
import { sipPhone } from '../../phone/sip-phone.ts';
import { browserSound } from '../../phone/sound.ts';
import { type Tone, webTones } from '../../phone/tones.ts';
import {
  type CallerInput,
  type CallerScreen,
  isSettled,
  NEW_CALLER,
  reactCaller,
} from '../../state/caller.ts';
import { createStore, type Store } from '../../state/store.ts';

const LINE_KEY = 'cauce.guest-line';
const WITHOUT_NUMBER = '';

/** The customer's telephone set: its screen and its keys. */
export interface CallerSet {
  readonly store: Store<CallerScreen, CallerInput>;
  /** Null: without a number. */
  join(line: string | null): Promise<void>;
  leave(): Promise<void>;
  /** Has a code said to a line; then `prove` with it. Rejects with the fault. */
  askProof(line: string): Promise<void>;
  prove(code: string): Promise<void>;
  /** A key of the pad: dials before a call, sends a tone during it. */
  press(key: string): void;
  /** The keys below the pad do nothing until they have stood there for a moment. */
  call(): void;
  answer(): void;
  hangUp(): void;
  mute(on: boolean): void;
  erase(): void;
  close(): Promise<void>;
}

export type GuestApi = Pick<Api, 'guestLines' | 'guestLogIn' | 'guestProof' | 'guestCode'>;

export function openCallerSet(api: GuestApi): CallerSet {
  const store = createStore(NEW_CALLER, reactCaller);
  const sound = browserSound(browserClock);
  const tones = webTones();
  let phone: Phone | null = null;
  sound.watch(() => store.send({ kind: 'speech', speech: sound.state().speech }));

  const changed = () => {
    if (!phone) return;
    const picture = phone.picture();
    store.send({ kind: 'phone', picture, now: Date.now() });
    const tone = toneOf(picture.call);
    if (tone) tones.start(tone);
    else tones.stop();
  };

  async function join(line: string | null): Promise<void> {
    store.send({ kind: 'joining' });
    try {
      const pass = await api.guestLogIn(line);
      sessionStorage.setItem(LINE_KEY, line ?? WITHOUT_NUMBER);
      await connect(pass);
    } catch (thrown) {
      sessionStorage.removeItem(LINE_KEY);
      store.send({ kind: 'fault', fault: asFault(thrown) });
    }
  }

  async function connect(pass: GuestPass): Promise<void> {
    phone = sipPhone({
      account: pass.phone,
      server: socketAddress('/sip'),
      sound,
      clock: browserClock,
      // Each window of a guest is a telephone of its own.
      lock: tabLockOf(`cauce.guest.${pass.phone.user}`),
      hangUpOnClose: true,
    });
    phone.watch(changed);
    store.send({ kind: 'pass', pass });
    await phone.start(true);
  }

  async function load(): Promise<void> {
    try {
      store.send({ kind: 'lines', items: (await api.guestLines()).items });
      const before = sessionStorage.getItem(LINE_KEY);
      if (before === WITHOUT_NUMBER) await join(null);
      else if (before && store.get().lines.some(one => one.line === before)) await join(before);
    } catch (thrown) {
      store.send({ kind: 'fault', fault: asFault(thrown) });
    }
  }
  void load();

  function settled(work: () => void): void {
    if (isSettled(store.get(), Date.now())) work();
  }

  return {
    store,
    join,
    async leave() {
      sessionStorage.removeItem(LINE_KEY);
      const old = phone;
      phone = null;
      tones.stop();
      store.send({ kind: 'left' });
      await old?.stop();
    },
    async askProof(line) {
      await api.guestProof(line);
    },
    async prove(code) {
      const pass = await api.guestCode(code);
      // A proof holds for this window: a page loaded anew is without a number again.
      await phone?.stop();
      await connect(pass);
    },
    press(key) {
      if (phone?.picture().call?.phase === 'talking') phone.digits(key);
      store.send({ kind: 'key', key });
    },
    call: () =>
      settled(() => {
        const { number } = store.get();
        if (number) void phone?.dial(number);
      }),
    answer: () => settled(() => void phone?.answer()),
    hangUp: () => settled(() => void phone?.hangUp()),
    mute: on => settled(() => phone?.mute(on)),
    erase: () => settled(() => store.send({ kind: 'typed', number: store.get().number.slice(0, -1) })),
    async close() {
      tones.stop();
      sound.close();
      await phone?.stop();
    },
  };
}

function toneOf(call: PhoneCall | null): Tone | null {
  if (call?.phase === 'ringing') return 'ring';
  return call?.phase === 'calling' && !call.early ? 'ringback' : null;
}
