import { describe, expect, test } from 'vitest';
import { announce } from '../../softphone/state/announce.ts';
import { callArea } from '../../softphone/state/call-area.ts';
import { helpAsked, helpFirst, helpNotice, helpWish } from '../../softphone/state/help.ts';
import { keyMeant } from '../../softphone/state/keys.ts';
import { notice } from '../../softphone/state/notice.ts';
import {
  doneWith,
  isGone,
  loggedOutBy,
  mayBeGiven,
  mayEndBreak,
  type Ordered,
  orderSentence,
  unreadOrder,
} from '../../softphone/state/orders.ts';
import { newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import { toneFor } from '../../softphone/state/workplace.ts';
import { es } from '../../softphone/words/es.ts';
import { floorWords } from '../../softphone/words/floor.ts';
import { formatsOf } from '../../softphone/words/formats.ts';
import { keymapOf } from '../../src/agents/desk-keys.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

const OFFICE = { ...WHO, phone: null, person: { ...WHO.person, id: 's1', role: 'supervisor' as const } };
const talks = (help?: CallPicture['help'], part: Partial<CallPicture> = {}): CallPicture =>
  aCall({ phase: 'talking', answeredAt: NOON, ...(help ? { help } : {}), ...part });
const seen = (calls: readonly CallPicture[], who = OFFICE as typeof WHO): Screen => {
  const agents = [anAgent({ work: { kind: 'talking', call: 'c1', since: NOON } })];
  const message = aSnapshot(aCentre({ agents, calls }));
  const up = react(newScreen(who, NOON), { kind: 'link', up: true });
  return react(up, { kind: 'live-message', message, browserNow: NOON });
};
const asked = { agent: 'p1', since: NOON + 1_000 };

describe('an order that a supervisor gave over me', () => {
  const speaker = { words: es, say: (words: { es: string }) => words.es };
  const told = (order: Partial<Ordered>): string => {
    const directed: Ordered = { what: 'ready', by: 'Supervisora', at: 5, note: '', ...order };
    const message = aSnapshot(aCentre({ agents: [anAgent({ directed })] }));
    const screen = react(newScreen(WHO, NOON), { kind: 'live-message', message, browserNow: NOON });
    expect(unreadOrder(screen)).toEqual(directed);
    expect(loggedOutBy(screen)).toEqual(directed.what === 'log-out' ? directed : null);
    return orderSentence(screen, directed, speaker);
  };

  test('is told as what it is, with who gave it', () => {
    expect(told({})).toBe('Supervisora quitó su pausa o No molestar.');
    expect(told({ what: 'break', code: 'reunion' })).toBe('Supervisora lo puso en pausa: reunion.');
    expect(told({ what: 'log-out' })).toBe('Supervisora cerró su sesión.');
    expect(told({ what: 'queues', added: ['averias'], removed: [] })).toBe(
      'Supervisora cambió sus colas por hoy. Ahora atiende también: Averías.',
    );
    expect(told({ what: 'queues', added: [], removed: ['averias'] })).toBe(
      'Supervisora cambió sus colas por hoy. Ya no atiende: Averías.',
    );
  });
});

describe('an order over an agent', () => {
  const held = { by: 'Supervisora', note: '', code: 'reunion', until: NOON + 60_000 };
  const off = anAgent({ will: { kind: 'off' }, held });
  const busy = anAgent({ work: { kind: 'talking', call: 'c1', since: NOON } });

  test('ends a break, and one that waits for who is away, as long as it lasts', () => {
    const ends = (agent: Parameters<typeof anAgent>[0]) => mayEndBreak(anAgent(agent), NOON);
    expect(ends({ will: { kind: 'break', code: 'reunion' } })).toBe(true);
    expect(ends({ will: { kind: 'dnd' } })).toBe(true);
    expect(ends({ will: { kind: 'ready' } })).toBe(false);
    expect([mayEndBreak(off, NOON), mayEndBreak(off, held.until)]).toEqual([true, false]);
  });

  test('is told as done when it is, and as one for afterwards while they are in a call', async () => {
    const floor = await floorWords.es();
    const free = anAgent({});
    expect(doneWith(free, 'break', floor)).toBe('Agente Uno queda en pausa.');
    expect(doneWith(free, 'log-out', floor)).toBe('Se cerró la sesión de Agente Uno.');
    expect(doneWith(off, 'ready', floor)).toBe('Terminó la pausa de Agente Uno, que sigue fuera.');
    for (const what of ['break', 'log-out', 'queues', 'ready'] as const)
      expect(doneWith(busy, what, floor)).toBe(floor.orders.afterCall('Agente Uno'));
  });

  test('over who is not logged in waits for them, and ends no log-in, which they have not', async () => {
    const floor = await floorWords.es();
    const gone = (part: Parameters<typeof anAgent>[0]) => isGone(anAgent({ will: { kind: 'off' }, ...part }));
    expect(gone({ phone: 'unreachable' })).toBe(true);
    expect(gone({ phone: 'registered' })).toBe(false);
    // A desk phone stays registered when its person has logged out.
    expect(gone({ phone: 'registered', will: { kind: 'off', why: 'session-ended' } })).toBe(true);
    expect(gone({ phone: 'registered', will: { kind: 'off', why: 'directed' } })).toBe(true);
    // Logged in, and not available yet, or not any more.
    expect(gone({ phone: 'unreachable', will: { kind: 'off', why: 'new-session' } })).toBe(false);
    expect(gone({ phone: 'unreachable', will: { kind: 'off', why: 'phone-lost' } })).toBe(false);
    expect(gone({ will: { kind: 'break', code: 'reunion' }, phone: 'unreachable' })).toBe(false);
    expect(gone({ phone: 'unreachable', work: { kind: 'wrap-up', call: 'c1', since: NOON } })).toBe(false);
    const away = anAgent({ will: { kind: 'off', why: 'session-ended' } });
    for (const what of ['break', 'queues'] as const)
      expect(doneWith(away, what, floor)).toBe(
        'La orden espera a Agente Uno, que no tiene una sesión abierta.',
      );
  });

  test('gives a caller to who is free, and to oneself with a telephone that is, whatever one’s state', () => {
    const agent = (part: Parameters<typeof anAgent>[0]) => anAgent({ mayBeOffered: false, ...part });
    const may = (part: Parameters<typeof anAgent>[0], own = 'p1') => mayBeGiven(agent(part), own);
    const away = { will: { kind: 'off' }, phone: 'registered' } as const;
    expect([may(away), may(away, 's1'), may({ ...away, mayBeOffered: true }, 's1')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(may({ ...away, work: { kind: 'wrap-up', call: 'c1', since: NOON } })).toBe(false);
    expect(may({ ...away, phone: 'unreachable' })).toBe(false);
    expect(may({ ...away, supervises: 'c1' })).toBe(false);
    const rest = { why: 'busy', times: 1, until: NOON } as const;
    expect([may({ ...away, rest }), may({ ...away, rest: { ...rest, over: true } })]).toEqual([false, true]);
  });
});

describe('help that is asked for', () => {
  test('sounds, is told in the header and on the desktop, wherever the supervisor is', () => {
    const screen = seen([talks(asked)]);
    expect(toneFor(screen)).toBe('help');
    expect(notice(screen, true, es)).toMatchObject({
      key: 'help-asked',
      text: 'Agente Uno pide ayuda',
      offers: 'floor',
    });
    expect(helpNotice(screen, es)).toEqual({
      title: 'Agente Uno pide ayuda',
      body: es.help.open,
      to: '/supervisor',
    });
  });

  test('is quiet once it was seen, and for those who are not to help', () => {
    const over = seen([talks({ ...asked, seenBy: 'Supervisora' })]);
    for (const screen of [over, seen([talks(asked)], WHO), seen([talks()])]) {
      expect(helpAsked(screen)).toEqual([]);
      expect(toneFor(screen)).toBeNull();
      expect(helpNotice(screen, es)).toBeNull();
    }
  });

  test('stands before everything else on the board', () => {
    const old = talks(undefined, { id: 'c0', arrivedAt: NOON - 9_000 });
    expect([old, talks(asked)].sort(helpFirst).map(({ id }) => id)).toEqual(['c1', 'c0']);
  });

  test('is told to the agent: asked for, seen, taken back', () => {
    const mine = (help?: CallPicture['help']) => seen([talks(help)], WHO);
    const say = (before: Screen, after: Screen) =>
      announce(before, after, { words: es, say: words => words.es, formats: formatsOf('es', null) });
    expect(say(mine(), mine(asked))).toBe(es.help.announced);
    expect(say(mine(asked), mine({ ...asked, seenBy: 'Supervisora' }))).toBe('Supervisora vio su pedido');
    expect(say(mine(asked), mine())).toBe(es.help.takenBack);
  });

  test('is asked for and taken back by who has the talk, in a consultation too; by nobody else', () => {
    const wish = (call: CallPicture, who = WHO) => helpWish(callArea(seen([call], who)));
    const luis = { agent: 'p2', line: null, state: 'aside', since: NOON, note: '' } as const;
    expect(wish(talks())).toEqual({ call: 'c1', on: true });
    expect(wish(talks(undefined, { aside: true, colleagues: [luis] }))).toEqual({ call: 'c1', on: true });
    expect(wish(talks(asked))).toEqual({ call: 'c1', on: false });
    expect(wish(talks({ ...asked, seenBy: 'Supervisora' }))).toEqual({ call: 'c1', on: true });
    expect(wish(talks(undefined, { agent: 'p2', colleagues: [{ ...luis, agent: 'p1' }] }))).toBeNull();
    expect(wish(talks(undefined, { direction: 'internal' }))).toBeNull();
    expect(wish(aCall({ phase: 'offered', answeredAt: null }))).toBeNull();
  });

  test('has a key that works wherever the agent types', () => {
    const pressed = { key: 'F1', code: 'F1', repeat: false, isComposing: false };
    const bare = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
    for (const place of ['page', 'field', 'dialog'] as const)
      expect(keyMeant({ ...pressed, ...bare }, place, keymapOf({}))).toBe('help');
  });
});
