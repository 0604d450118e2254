import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { Amplifier } from './amplifier.ts';

/**
 * Why the far end does not hear the agent: the device went away, the browser does not give it any more, another program
 * has it, or it is there and gives nothing (switched off in the system).
 */
export type SpeechTrouble = 'gone' | 'denied' | 'busy' | 'silent';

/** What is sent to the far end of a talk. */
export interface Speech {
  readonly trouble: SpeechTrouble | null;
  /** Name of the microphone in use; empty while there is none, or no talk. */
  readonly label: string;
  /** The microphone that was wanted could not be had, and the one before goes on. */
  readonly refused?: true;
}

export const NO_SPEECH: Speech = { trouble: null, label: '' };

/** Where the voice goes out: the sender of a peer connection. */
export type Sender = Pick<RTCRtpSender, 'track' | 'replaceTrack'>;

export interface TalkMicrophone {
  /** A talk begins with what this sender sends; null: it is over. */
  attend(sender: Sender | null): void;
  /** Devices came or went, or another one was chosen: the right one is taken at once. */
  look(): Promise<void>;
  /** What is asked of a microphone has changed: the present one does it, or is opened anew. */
  retune(): Promise<void>;
  /** The volume has changed, or the browser lets the page make sound now. */
  resend(): void;
  speech(): Speech;
  /** The microphone of the talk, as it hears: also where something else is sent of it. */
  device(): MediaStreamTrack | null;
}

export interface TalkMicrophoneParts {
  /** Opens this device, or another one where it is not there; empty = the system's own choice. */
  readonly open: (device: string) => Promise<MediaStream>;
  readonly inputs: () => Promise<readonly InputDevice[]>;
  /** Device id; empty = the system's own choice. */
  readonly chosen: () => string;
  /** Has this microphone do what is asked of it; false where it must be opened anew for that. */
  readonly tune: (device: MediaStreamTrack) => Promise<boolean>;
  /** What is sent of this microphone: itself, or itself louder. Null: the talk is over. */
  readonly through: Amplifier['through'];
  readonly clock: Clock;
  readonly changed: () => void;
}

export type InputDevice = Pick<MediaDeviceInfo, 'deviceId' | 'groupId'>;

/** A microphone that could not be had is asked for again after this, ms: not every browser tells that it is back. */
export const RETRY_MS = 1_000;
/** Systems mute a track for a moment while they change devices; longer is worth telling, ms. */
export const MUTE_GRACE_MS = 800;
/** Chromium's own entry for whatever the system uses. */
const SYSTEMS_CHOICE = 'default';

/** What a talk remembers of its microphone. */
export interface Used {
  /** The device it began with, and the one it has now. */
  readonly begun: string;
  readonly now: string;
  /** Which device was the system's own choice when the present one was opened; empty where that is not told. */
  readonly systems: string;
}

/** The device that should be opened instead of the one in use (empty = the system's choice), or null: it is right. */
export function betterMicrophone(present: readonly InputDevice[], chosen: string, used: Used): string | null {
  const isHere = (id: string) => present.some(one => one.deviceId === id);
  if (chosen !== '') return isHere(chosen) && used.now !== chosen ? chosen : null;
  const systems = systemsChoice(present);
  if (systems !== '') return systems === used.systems ? null : '';
  return used.begun !== used.now && isHere(used.begun) ? used.begun : null;
}

function systemsChoice(present: readonly InputDevice[]): string {
  return present.find(one => one.deviceId === SYSTEMS_CHOICE)?.groupId ?? '';
}

export function troubleOf(fault: unknown): SpeechTrouble {
  const name = fault instanceof DOMException ? fault.name : '';
  if (name === 'NotAllowedError') return 'denied';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'gone';
}

interface Talk {
  readonly sender: Sender;
  /** The microphone itself. What the sender sends is this, or what an amplifier makes of it. */
  device: MediaStreamTrack;
  used: Used;
  /** Counts what was opened; the answer of an older asking is put away. */
  turn: number;
  retry: Timer | null;
  /** Stops listening to the present track. */
  release: () => void;
}

/**
 * Watches over the microphone of a talk and replaces it in mid-call (W3C WebRTC, `RTCRtpSender.replaceTrack`).
 *
 *   live ──ended──▶ gone ──opened──▶ live          (the device was unplugged, or its permission taken)
 *    │ │              └─fails─▶ asked for again each second, and whenever devices change
 *    │ └──muted──▶ silent ──unmuted──▶ live
 *    └──another one chosen, or the wanted one is back──▶ opened and replaced ──▶ live
 */
export function talkMicrophone({
  open,
  inputs,
  chosen,
  tune,
  through,
  clock,
  changed,
}: TalkMicrophoneParts): TalkMicrophone {
  let talk: Talk | null = null;
  let speech = NO_SPEECH;

  function update(next: Speech): void {
    const { trouble, label, refused } = speech;
    if (next.trouble === trouble && next.label === label && next.refused === refused) return;
    speech = next;
    changed();
  }

  function hold(mine: Talk, track: MediaStreamTrack): void {
    mine.release();
    let grace: Timer | null = null;
    const ended = () => {
      update({ trouble: 'gone', label: '' });
      void take(mine, chosen());
    };
    const muted = () => {
      grace = clock.after(MUTE_GRACE_MS, () => update({ trouble: 'silent', label: track.label }));
    };
    const unmuted = () => {
      grace?.cancel();
      update({ trouble: null, label: track.label });
    };
    const listeners = { ended, mute: muted, unmute: unmuted };
    for (const [name, listener] of Object.entries(listeners)) track.addEventListener(name, listener);
    mine.release = () => {
      grace?.cancel();
      for (const [name, listener] of Object.entries(listeners)) track.removeEventListener(name, listener);
    };
    if (track.readyState === 'ended') {
      ended();
      return;
    }
    update({ trouble: null, label: track.label });
    if (track.muted) muted();
  }

  let sending: Promise<unknown> = Promise.resolve();
  /** Sends what is to be sent of the microphone, one change after the other; false where the connection does not take it. */
  function send(mine: Talk): Promise<boolean> {
    const sent = sending.then(() => put(mine));
    sending = sent;
    return sent;
  }

  async function put(mine: Talk): Promise<boolean> {
    if (talk !== mine) return false;
    const { sender, device } = mine;
    const next = through(device) ?? device;
    const old = sender.track;
    if (next === old) return true;
    // Who is muted stays muted, also when the button is pressed in between.
    const keepMuted = () => {
      next.enabled = old?.enabled ?? true;
    };
    keepMuted();
    try {
      await sender.replaceTrack(next);
    } catch {
      return false;
    }
    keepMuted();
    // What is sent of it is muted, and not the microphone under it.
    if (next !== device) device.enabled = true;
    return true;
  }

  async function take(mine: Talk, device: string): Promise<void> {
    const turn = ++mine.turn;
    const isOver = () => talk !== mine || turn !== mine.turn;
    mine.retry?.cancel();
    const stream = await open(device).catch((fault: unknown) => {
      // What still works goes on working.
      if (isOver()) return null;
      if (mine.device.readyState === 'live') {
        update({ ...speech, refused: true });
        return null;
      }
      update({ trouble: troubleOf(fault), label: '' });
      mine.retry = clock.after(RETRY_MS, () => void take(mine, chosen()));
      return null;
    });
    const track = stream?.getAudioTracks()[0];
    if (!track) return;
    if (isOver()) return track.stop();
    const old = mine.device;
    mine.device = track;
    const isIn = await send(mine);
    if (talk !== mine) {
      old.stop();
      return track.stop();
    }
    if (!isIn) {
      mine.device = old;
      void send(mine);
      return track.stop();
    }
    old.stop();
    mine.used = { ...mine.used, now: idOf(track), systems: systemsChoice(await inputs().catch(() => [])) };
    if (talk === mine) hold(mine, track);
  }

  function leave({ release, retry, sender, device }: Talk): void {
    release();
    retry?.cancel();
    // SIP.js ends what the sender sends, and knows nothing of the microphone under it.
    if (sender.track !== device) device.stop();
  }

  return {
    speech: () => speech,
    device: () => talk?.device ?? null,
    attend(sender) {
      if (talk) leave(talk);
      talk = null;
      const track = sender?.track;
      if (!sender || !track) {
        through(null);
        return update(NO_SPEECH);
      }
      const id = idOf(track);
      const mine: Talk = {
        sender,
        device: track,
        used: { begun: id, now: id, systems: '' },
        turn: 0,
        retry: null,
        release: () => undefined,
      };
      talk = mine;
      hold(mine, track);
      void send(mine);
      inputs().then(
        present => {
          mine.used = { ...mine.used, systems: systemsChoice(present) };
        },
        () => undefined,
      );
    },
    async look() {
      const mine = talk;
      if (!mine) return;
      const better = betterMicrophone(await inputs(), chosen(), mine.used);
      if (talk !== mine) return;
      if (better !== null) await take(mine, better);
      else if (mine.device.readyState === 'ended') await take(mine, chosen());
      else update({ trouble: speech.trouble, label: speech.label });
    },
    async retune() {
      const mine = talk;
      if (!mine || mine.device.readyState === 'ended') return;
      const isTuned = await tune(mine.device);
      if (!isTuned && talk === mine) await take(mine, mine.used.now);
    },
    resend() {
      if (talk) void send(talk);
    },
  };
}

const idOf = (track: MediaStreamTrack) => track.getSettings().deviceId ?? '';
