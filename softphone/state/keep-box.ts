import { keymapOf } from '../../src/agents/desk-keys.ts';
import type { VoiceSample } from '../../src/calls/voice/figures.ts';
import type { Timer } from '../../src/kit/clock.ts';
import type { BoxEntry, BoxKind, Diagnosis } from '../../src/tickets/diagnosis.ts';
import type { Phone } from '../phone/phone.ts';
import { tracedMessage } from '../phone/sip-trace.ts';
import type { Sound } from '../phone/sound.ts';
import { BlackBox } from './black-box.ts';
import { callArea } from './call-area.ts';
import { KeptHour, WRITE_EVERY_MS } from './kept-hour.ts';
import { keyMeant } from './keys.ts';
import { me, type Screen } from './screen.ts';
import type { Workplace } from './workplace.ts';

/** What a page keeps of its last hour, for whoever is to find out what was wrong. */
export interface KeptBox {
  add(kind: BoxKind, text: string, figures?: BoxEntry['figures']): void;
  /** All of it, as it is downloaded or attached to a ticket. */
  file(): Diagnosis;
  close(): void;
}

/**
 * Over a reload or a crash it lies in this tab's own storage: nobody else's page reads it, and it is gone with the tab and with the
 * log-in. It is not sealed as drafts are, for there is nothing in it to hide: secrets and numbers are left out before anything is
 * kept.
 */
const nameOf = (person: string) => `cauce.box.${person}`;

export function keepBox(workplace: Pick<Workplace, 'store' | 'phone' | 'sound' | 'clock'>): KeptBox {
  const { store, phone, sound, clock } = workplace;
  const { who } = store.get();
  const name = nameOf(who.person.id);
  const hour = new KeptHour(sessionStorage, name);
  const box = new BlackBox(hour.left());
  let unwritten: BoxEntry[] = [];
  const add: KeptBox['add'] = (kind, text, figures) => {
    const entry = box.add({ at: clock.now(), kind, text, ...(figures ? { figures } : {}) });
    unwritten.push(entry);
  };
  const write = () => {
    hour.write(unwritten);
    unwritten = [];
  };
  let writes: Timer = clock.after(WRITE_EVERY_MS, function again() {
    write();
    writes = clock.after(WRITE_EVERY_MS, again);
  });
  add('state', 'page opened');
  const stops = [
    phone ? keepPhone(phone, add) : undefined,
    keepStates(store, add),
    keepDevices(sound, add),
    on(window, 'pagehide', write),
    on(window, 'error', event => add('error', withoutNumbers(event.message))),
    on(window, 'unhandledrejection', ({ reason }) => add('error', withoutNumbers(String(reason)))),
    on(window, 'online', () => add('state', 'network online')),
    on(window, 'offline', () => add('state', 'network offline')),
    on(document, 'visibilitychange', () => add('state', `page ${document.visibilityState}`)),
    on(document, 'click', ({ target }) => {
      const action = target instanceof Element && target.closest<HTMLElement>('[data-action]');
      if (action) add('did', action.dataset.action ?? '');
    }),
    on(document, 'keydown', event => {
      // Alt and a letter write characters, too; what is typed is nobody's business.
      const writes =
        event.target instanceof Element && event.target.matches('input, textarea, [contenteditable]');
      const key = writes && event.altKey ? null : keyMeant(event, 'page', keymapOf(store.get().who.keys));
      if (key) add('did', `key ${key}`);
    }),
  ];
  return {
    add,
    file() {
      const now = clock.now();
      const entries = box.all(now);
      return {
        format: 'cauce-diagnosis-1',
        user: who.person.username,
        at: now,
        since: entries[0]?.at ?? now,
        browser: navigator.userAgent.slice(0, 300),
        version: who.version,
        entries,
      };
    },
    close() {
      for (const stop of stops) stop?.();
      writes.cancel();
      hour.wipe();
    },
  };
}

function keepPhone(phone: Pick<Phone, 'onMessage' | 'onVoice'>, add: KeptBox['add']): () => void {
  const stops = [
    phone.onMessage(({ sent, text }) => {
      const traced = tracedMessage(text);
      // An empty line keeps the socket open.
      if (traced.trim() !== '') add(sent ? 'sip-sent' : 'sip-received', traced);
    }),
    phone.onVoice(span => add('voice', '', figuresOf(span))),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function figuresOf({ ms, heard, sent, said, rttMs }: VoiceSample): Readonly<Record<string, number>> {
  const figures: Record<string, number | undefined> = {
    ms,
    ...heard,
    sentPackets: sent?.packets,
    sentCame: sent?.came,
    saidLoss: said?.loss,
    saidJitterMs: said?.jitterMs,
    rttMs,
  };
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Math.round(value * 1000) / 1000]],
    ),
  );
}

/** Each of the states that somebody may ask about, when it changes. */
function keepStates(store: Workplace['store'], add: KeptBox['add']): () => void {
  const before = new Map<string, string>();
  const look = () => {
    for (const [what, is] of statesOf(store.get())) {
      if (before.get(what) === is) continue;
      before.set(what, is);
      add('state', `${what} ${is}`);
    }
  };
  look();
  return store.watch(look);
}

function statesOf(screen: Screen): readonly (readonly [string, string])[] {
  const area = callArea(screen);
  const agent = me(screen);
  const { line, call } = screen.phone;
  return [
    ['phone', line.kind === 'refused' ? `refused ${line.status}` : line.kind],
    ['voice', call === null ? 'none' : call.phase],
    ['link', screen.callsAway ? 'calls-away' : screen.link],
    ['seen', agent?.phone ?? 'unknown'],
    ['will', agent?.will.kind ?? 'unknown'],
    ['work', agent?.work.kind ?? 'unknown'],
    ['call', area.kind === 'idle' ? 'idle' : `${area.kind} ${area.id ?? ''}`.trim()],
  ];
}

function keepDevices(sound: Pick<Sound, 'state' | 'watch'>, add: KeptBox['add']): () => void {
  let before = '';
  const look = () => {
    const { microphone, speech, voice, bell, devices, handsFree } = sound.state();
    const labels = (list: typeof devices.outputs) => list.map(({ label }) => label || '?').join(', ');
    const text = [
      `microphone ${microphone}${speech.trouble ? ` (${speech.trouble})` : ''}: ${labels(devices.microphones)}`,
      `voice ${voice.is}, bell ${bell.is}${handsFree ? ', hands-free' : ''}: ${labels(devices.outputs)}`,
    ].join('\n');
    if (text === before) return;
    before = text;
    add('device', withoutNumbers(text));
  };
  look();
  return sound.watch(look);
}

/** Nobody's telephone is in a fault by intention. */
export const withoutNumbers = (text: string): string => text.replace(/\+?\d[\d .\-()]{5,}\d/g, '•••');

function on<Type extends keyof WindowEventMap>(
  target: Window,
  type: Type,
  heard: (event: WindowEventMap[Type]) => void,
): () => void;
function on<Type extends keyof DocumentEventMap>(
  target: Document,
  type: Type,
  heard: (event: DocumentEventMap[Type]) => void,
): () => void;
function on(target: EventTarget, type: string, heard: (event: never) => void): () => void {
  // Before anything on the page has heard it, and whatever becomes of it there.
  target.addEventListener(type, heard as EventListener, { capture: true });
  return () => target.removeEventListener(type, heard as EventListener, { capture: true });
}
