import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { matchRoute, useRouter } from 'wouter';
import { LinkFault } from '../../softphone/link/fault.ts';
import { SILENT_PHONE } from '../../softphone/phone/phone.ts';
import { callArea } from '../../softphone/state/call-area.ts';
import { type CallerScreen, isSettled, NEW_CALLER, reactCaller } from '../../softphone/state/caller.ts';
import { dispositionsFor, effectsOf, missingTexts } from '../../softphone/state/dispositions.ts';
import { historyOf, lacksEndOf } from '../../softphone/state/history.ts';
import { pageTitle } from '../../softphone/state/page-title.ts';
import {
  EMPTY_PERSON,
  fieldsOf,
  isWritten,
  proposePassword,
  toAdd,
  toChange,
  withRole,
  wrongIn,
} from '../../softphone/state/person-form.ts';
import { cutsOf } from '../../softphone/state/recording-cuts.ts';
import {
  DESK_PATHS,
  desksOf,
  FLOOR_PATHS,
  homeOf,
  ticketIn,
  ticketPath,
} from '../../softphone/state/route.ts';
import { newScreen } from '../../softphone/state/screen.ts';
import { reactSession, type Session } from '../../softphone/state/session.ts';
import {
  buttonsOf,
  changeSince,
  heldSince,
  isCalled,
  isHighest,
  isOthers,
  isStale,
  isUntaken,
  mainAction,
  mayBeOpening,
  nearness,
  promisesTold,
  toldOfCalls,
  writerOf,
} from '../../softphone/state/ticket-page.ts';
import { waitingCalls } from '../../softphone/state/waiting.ts';
import { lateAgents, wrapUpAlarmMs } from '../../softphone/state/wrap-up.ts';
import { es } from '../../softphone/words/es.ts';
import { ROLES } from '../../src/agents/events.ts';
import type { CallFact } from '../../src/calls/events.ts';
import type { DispositionCard } from '../../src/http/shapes/calls.ts';
import type { GuestPass } from '../../src/http/shapes/guests.ts';
import type { PersonCard } from '../../src/http/shapes/people.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import type { TicketPage, TimelineEntry } from '../../src/tickets/events.ts';
import { arrived } from '../tickets/scene.ts';
import { aCall, aCentre, anAgent, aQueue, aTicket, aTicketPage, NOON, WHO } from './pictures.ts';

const fault = (code: string, status: number) => new LinkFault(code, status, { es: code, en: code });

/** The desks at a path, as the router matches it. */
function DesksAt({ path }: { readonly path: string }) {
  const { parser } = useRouter();
  return kindsOf(DESK_PATHS)
    .filter(desk => matchRoute(parser, DESK_PATHS[desk], path)[0])
    .join();
}

describe('the session', () => {
  const opening: Session = { kind: 'opening' };

  test('asks for the agreement before the desk, once', () => {
    expect(reactSession(opening, { kind: 'who', who: { ...WHO, confidentialityAccepted: false } }).kind).toBe(
      'agreement',
    );
    expect(reactSession(opening, { kind: 'who', who: WHO }).kind).toBe('in');
  });

  test('knows a missing log-in from a missing server', () => {
    const nobody = { kind: 'who', who: null } as const;
    expect(reactSession(opening, nobody)).toEqual({ kind: 'logged-out', over: false });
    expect(reactSession(opening, { kind: 'fault', fault: fault('network', 0) }).kind).toBe('unreachable');
  });

  test('stays at the desk when the network goes', () => {
    const inside: Session = { kind: 'in', who: WHO };
    expect(reactSession(inside, { kind: 'fault', fault: fault('network', 0) })).toBe(inside);
    expect(reactSession(inside, { kind: 'who', who: null })).toEqual({ kind: 'logged-out', over: true });
  });
});

describe('a wrap-up', () => {
  const inWrapUp = anAgent({ work: { kind: 'wrap-up', call: 'c1', since: NOON } });
  const floor = (alarmMs: number) => ({
    ...newScreen(WHO, NOON),
    picture: aCentre({
      agents: [inWrapUp, anAgent({ id: 'p2' })],
      calls: [aCall({ phase: 'ending' })],
      queues: [aQueue({ wrapUpAlarmMs: alarmMs })],
    }),
  });
  const late = (alarmMs: number, afterMs: number) =>
    lateAgents(floor(alarmMs), NOON + afterMs).map(one => one.agent.id);

  test('is an alarm once it lasts as long as its queue says', () => {
    expect(late(90_000, 89_999)).toEqual([]);
    expect(late(90_000, 90_000)).toEqual(['p1']);
  });

  test('is of the queue that the call came through, also when it was given to another one', () => {
    const wrapUps = [{ agent: 'p1', queue: 'averias', spoke: true, to: 'comercial', line: null }];
    const screen = {
      ...newScreen(WHO, NOON),
      picture: aCentre({
        agents: [inWrapUp],
        calls: [aCall({ phase: 'waiting', queue: 'comercial', agent: null, wrapUps })],
        queues: [aQueue({ wrapUpAlarmMs: 90_000 }), aQueue({ name: 'comercial', wrapUpAlarmMs: 0 })],
      }),
    };
    expect(lateAgents(screen, NOON + 90_000)).toHaveLength(1);
    expect(callArea(screen)).toMatchObject({ kind: 'wrap-up', owed: { to: 'comercial' } });
  });

  test('may last for ever in a queue that says so', () => {
    expect(late(0, 86_400_000)).toEqual([]);
  });

  test('of a call without a queue has two minutes', () => {
    expect(wrapUpAlarmMs(floor(90_000), null)).toBe(120_000);
  });
});

describe('addresses', () => {
  const desksAt = (path: string) => renderToStaticMarkup(createElement(DesksAt, { path }));

  test('lead to the pages; what has no page yet leads to something useful', () => {
    for (const desk of kindsOf(DESK_PATHS)) expect(desksAt(`/${desk}`)).toBe(desk);
    expect(desksAt('/crew')).toBe('tickets');
    for (const other of ['/', '/no-such', '/call', '/first-admin', '/tickets-of-others']) {
      expect(desksAt(other)).toBe('');
    }
  });

  test('of a ticket are read as they were written', () => {
    for (const number of ['OA-2026-000123', 'a b&c=d', '50%', '50%25', 'ñ+#']) {
      const [path = '', query = ''] = ticketPath(number).split('?');
      expect(desksAt(path)).toBe('tickets');
      expect(ticketIn(`?${query}`)).toBe(number);
    }
    expect(ticketIn('')).toBeNull();
    expect(ticketIn('?other=1')).toBeNull();
  });

  test('name the tab, the most telling first, and no customer', () => {
    const at = (path: string, query = '') => pageTitle(path, query, es);
    expect(at('/agent')).toBe('Puesto · Cauce');
    expect(at('/tickets', '?number=OA-2026-000123')).toBe('OA-2026-000123 · Órdenes · Cauce');
    expect(at('/customers', '?id=c-1')).toBe('Clientes · Cauce');
    expect(at('/supervisor')).toBe('Supervisión · Cauce');
    expect(at('/')).toBe('Cauce');
    const titles = [...Object.values(FLOOR_PATHS), ...kindsOf(DESK_PATHS).map(one => `/${one}`)];
    expect(new Set(titles.map(path => at(path))).size).toBe(new Set(titles).size);
  });

  test('each role starts at a desk it may open', () => {
    const level = 1;
    expect(ROLES.map(role => homeOf({ role, level, telephone: role === 'agent' }))).toEqual([
      '/agent',
      '/supervisor',
      '/admin',
      '/wallboard',
    ]);
    expect(ROLES.map(role => desksOf({ role, level, telephone: role === 'agent' }))).toEqual([
      ['agent', 'tickets', 'customers'],
      ['supervisor', 'tickets', 'customers'],
      ['admin', 'audit', 'supervisor', 'tickets'],
      [],
    ]);
    // A telephone is given to people, not to roles.
    expect(desksOf({ role: 'supervisor', level, telephone: true })).toContain('agent');
    expect(homeOf({ role: 'agent', level, telephone: false })).toBe('/tickets');
  });
});

describe('a ticket', () => {
  test('is read again when it is told to be newer, and not for the version already shown', () => {
    const shown = { kind: 'read', page: aTicketPage({ version: 3 }) } as const;
    expect(isStale(shown, aTicket({ version: 3 }))).toBe(false);
    expect(isStale(shown, aTicket({ version: 4 }))).toBe(true);
    expect(isStale(shown, undefined)).toBe(false);
  });

  test('is read again when something is told of its call, and not for how its voice is', () => {
    const { ticket } = aCall();
    const told = (...calls: CallPicture[]) => toldOfCalls({ picture: aCentre({ calls }) }, ticket);
    const before = told(aCall());
    expect(told(aCall({ help: { agent: 'p1', since: NOON } }))).not.toBe(before);
    expect(told(aCall({ aside: true }))).not.toBe(before);
    expect(told()).not.toBe(before);
    expect(told(aCall({ voices: [{ agent: 'p1', steps: 2, cause: null }], position: 3 }))).toBe(before);
    expect(told(aCall(), aCall({ id: 'c2', ticket: 'OA-2026-009999' }))).toBe(before);
  });

  test('shows only the steps the server allows, the next one filled', () => {
    const page = aTicketPage({ level: 2, actions: ['describe', 'note', 'record-solution', 'escalate'] });
    expect(buttonsOf(page)).toEqual(['escalate', 'record-solution', 'note']);
    expect(mainAction(page)).toBe('record-solution');
    expect(mainAction({ ...page, assignee: null, actions: ['take', 'escalate'] })).toBe('take');
    expect(mainAction({ ...page, state: 'contact-customer', actions: ['note'] })).toBeNull();
  });

  test('says that nobody has taken it, that we called first, and that no level is above', () => {
    const page = aTicketPage({ level: 2, actions: ['describe', 'record-solution'] });
    expect([isUntaken(page), isUntaken({ ...page, assignee: null })]).toEqual([false, true]);
    expect(isUntaken({ ...page, assignee: null, state: 'received' })).toBe(false);
    expect(
      [page.actions, ['escalate', 'record-solution'], ['note']].map(actions =>
        isHighest({ ...page, actions } as TicketPage),
      ),
    ).toEqual([true, false, false]);
    const began = (direction: 'in' | 'out') => {
      const fact = { ...(arrived(NOON) as Extract<CallFact, { kind: 'call-arrived' }>), direction };
      const entry = { at: NOON, source: 'call', call: 'c1', fact, words: { es: '', en: '' } } as const;
      return isCalled({ timeline: [entry, { ...entry, fact: arrived(NOON) }] });
    };
    expect([began('in'), began('out')]).toEqual([false, true]);
  });

  test('says who changed it last, who wrote its texts, and since when somebody has it', () => {
    const entry = (at: number, fact: TimelineEntry['fact']): TimelineEntry => ({
      ...{ at, source: 'ticket', call: null, fact },
      words: { es: fact.kind, en: fact.kind },
    });
    const taken = (at: number, by: string) => entry(at, { kind: 'taken', by });
    const described = (at: number, by: string) => entry(at, { kind: 'described', by, summary: 'x' });
    const level = { level: 2, area: 'nivel-2' };
    const before = { timeline: [described(NOON, 'p1'), taken(NOON + 1, 'p2')] };
    const escalated = entry(NOON + 5, {
      ...{
        kind: 'escalated',
        fromLevel: 1,
        toLevel: 2,
        area: 'nivel-2',
        by: null,
        why: 'deadline',
        reason: '',
      },
    });
    // What follows from it is written after it, and is no deed of anybody's.
    const follows = entry(NOON + 6, { kind: 'level-entered', ...level, dueAt: null });
    const after = { timeline: [follows, ...before.timeline, escalated] };
    expect(changeSince(before, after)).toBe(escalated);
    expect(changeSince(before, { timeline: [...before.timeline, follows] })).toBeNull();
    expect(writerOf(before, 'summary')).toBe('p1');
    expect(writerOf({ timeline: [described(NOON + 2, 'p2'), ...before.timeline] }, 'summary')).toBe('p2');
    expect(writerOf(before, 'solution')).toBeNull();
    expect(heldSince({ ...before, assignee: 'p2' })).toBe(NOON + 1);
    expect(heldSince({ timeline: [taken(NOON + 9, 'p2'), ...before.timeline], assignee: 'p2' })).toBe(
      NOON + 9,
    );
    expect(heldSince({ ...before, assignee: 'p1' })).toBeNull();
    expect(['p1', 'p2', null].map(assignee => isOthers({ assignee }, 'p1'))).toEqual([false, true, false]);
  });

  test('has promised calls to show where its history tells of one, read again when one is closed', () => {
    const entry = (fact: TimelineEntry['fact']): TimelineEntry => ({
      ...{ at: NOON, source: 'ticket', call: null, fact },
      words: { es: '', en: '' },
    });
    const agreed = entry({ kind: 'call-scheduled', by: 'p1', dueAt: NOON, note: '' });
    const closed = entry({ kind: 'scheduled-call-closed', by: 'p1', how: 'done', why: '' });
    const told = (...timeline: TimelineEntry[]) => promisesTold({ timeline });
    expect([told(), told(closed), told(agreed), told(agreed, closed)]).toEqual([0, 0, 1, 2]);
  });

  test('of a call that just began may be a number only, until the live feed tells of it', () => {
    const screen = {
      ...newScreen(WHO, NOON),
      picture: aCentre({ calls: [aCall({ ticket: 'OA-2026-000009' })] }),
    };
    expect(mayBeOpening(screen, 'OA-2026-000009')).toBe(true);
    expect(mayBeOpening(screen, 'OA-2026-000001')).toBe(false);
    const told = aTicket({ number: 'OA-2026-000009' });
    expect(mayBeOpening({ ...screen, tickets: { [told.number]: told } }, told.number)).toBe(false);
  });

  test('warns in the last five minutes of its time', () => {
    expect([-1, 1, 4 * 60_000, 6 * 60_000].map(left => nearness(NOON + left, NOON))).toEqual([
      'over',
      'near',
      'near',
      'far',
    ]);
  });
});

test('the pauses of a recording are points of its audio, each moved by what was missing before', () => {
  const gaps = [
    { fromMs: 30_000, toMs: 35_000 },
    { fromMs: 10_000, toMs: 20_000 },
  ];
  expect(cutsOf({ gaps, durationMs: 25_000 })).toEqual([
    { atMs: 10_000, missingMs: 10_000, sinceMs: 10_000 },
    { atMs: 20_000, missingMs: 5_000, sinceMs: 30_000 },
  ]);
  expect(cutsOf({ gaps, durationMs: 15_000 }).at(-1)?.atMs).toBe(15_000);
});

describe('the history of a ticket', () => {
  const entry = (at: number, fact: TimelineEntry['fact'], call: string | null = 'c1'): TimelineEntry => ({
    at,
    source: 'call',
    call,
    fact,
    words: { es: fact.kind, en: fact.kind },
  });
  const recording = (kind: 'recording-started' | 'recording-paused' | 'recording-resumed', at: number) =>
    entry(at, { kind, at, recording: 'r1' });
  const held = entry(3, { kind: 'held', at: 3, agent: 'p1' });
  const failed = entry(6, { kind: 'recording-ended', at: 6, recording: 'r1', ok: false });
  const ended = entry(7, { kind: 'call-ended', at: 7, by: 'caller', phase: 'talking', cause: 16 });
  const entries = [
    recording('recording-started', 1),
    recording('recording-paused', 2),
    held,
    recording('recording-resumed', 4),
    { ...recording('recording-started', 5), call: 'c2' },
    failed,
  ];

  test('folds what the recording of a call did, and never what went wrong with it', () => {
    const lines = historyOf(entries).map(line =>
      line.kind === 'fact' ? line.entry.fact.kind : line.entries.map(one => one.at),
    );
    expect(lines).toEqual(['recording-ended', [5], [4, 2, 1], 'held']);
  });

  test('is read again after a call until it knows that the call is over', () => {
    expect(lacksEndOf('c1', entries)).toBe(true);
    expect(lacksEndOf('c1', [...entries, ended])).toBe(false);
    expect(lacksEndOf('c2', [...entries, ended])).toBe(true);
  });
});

describe('dispositions', () => {
  const card = (
    code: string,
    queue: string | null,
    rest: Partial<DispositionCard> = {},
  ): DispositionCard => ({
    code,
    queue,
    title: { es: code, en: code },
    effect: 'none',
    fits: 'any',
    needs: [],
    ...rest,
  });
  const keys = (choices: ReturnType<typeof dispositionsFor>) => choices.map(one => `${one.key} ${one.code}`);
  const all = [card('general', null), card('linea', 'averias'), card('factura', 'comercial')];

  test('are those of the queue and those for all', () => {
    const choices = dispositionsFor(all, { queue: 'averias', mine: ['comercial'], spoke: true });
    expect(choices.map(one => one.code)).toEqual(['general', 'linea']);
  });

  test('of a call without a queue are those of my own queues', () => {
    const choices = dispositionsFor(all, { queue: null, mine: ['comercial'], spoke: true });
    expect(choices.map(one => one.code)).toEqual(['general', 'factura']);
  });

  test('have the same key on every call, whatever is left out', () => {
    const some = [
      card('a', 'comercial'),
      card('b', null, { fits: 'talk' }),
      card('c', null),
      card('d', null),
    ];
    const of = (queue: string | null, spoke: boolean | null) =>
      keys(dispositionsFor(some, { queue, mine: [], spoke }));
    expect(of('comercial', true)).toEqual(['1 a', '2 b', '3 c', '4 d']);
    expect(of(null, false)).toEqual(['3 c', '4 d']);
    expect(of(null, null)).toEqual(['2 b', '3 c', '4 d']);
  });

  test('fit what the call came to: after a busy line nobody agreed, after a talk somebody was reached', () => {
    const some = [
      card('resuelta', null, { effect: 'solved', fits: 'talk' }),
      card('sin-contacto', null, { fits: 'no-talk' }),
      card('seguimiento', null),
    ];
    const of = (spoke: boolean) =>
      dispositionsFor(some, { queue: null, mine: [], spoke }).map(one => one.code);
    expect(of(true)).toEqual(['resuelta', 'seguimiento']);
    expect(of(false)).toEqual(['sin-contacto', 'seguimiento']);
  });

  test('offer no effect that the ticket does not allow me', () => {
    const some = [
      card('nada', null),
      card('sube', null, { effect: 'escalate' }),
      card('resuelto', null, { effect: 'solved' }),
      card('conforme', null, { effect: 'contact-made' }),
    ];
    const offered = (page: TicketPage | null, spoke = true) =>
      dispositionsFor(some, { queue: null, mine: [], spoke, effects: effectsOf(page, spoke) }).map(
        one => one.code,
      );
    const of = (state: TicketPage['state'], ...effects: TicketPage['effects']) =>
      aTicketPage({ state, effects: ['none', ...effects] });
    expect(offered(of('in-progress'))).toEqual(['nada']);
    expect(offered(of('in-progress', 'solved', 'escalate'))).toEqual(['nada', 'sube', 'resuelto']);
    expect(offered(of('contact-customer', 'solved', 'contact-made'))).toEqual([
      'nada',
      'resuelto',
      'conforme',
    ]);
    // Not read yet, or its job is late: nothing is held back that may well be possible.
    expect(offered(null)).toHaveLength(4);
    expect(offered(of('received'))).toHaveLength(4);
    // A call-back that reached nobody makes it nobody's.
    expect(offered(of('received'), false)).toEqual(['nada']);
  });

  test('beyond nine have keys as well, and beyond all keys none', () => {
    const many = Array.from({ length: 40 }, (_, at) => card(`c${at}`, null));
    const found = dispositionsFor(many, { queue: null, mine: [], spoke: true }).map(one => one.key);
    expect(found.slice(8, 13)).toEqual(['9', '0', 'Q', 'W', 'E']);
    expect(new Set(found.filter(Boolean)).size).toBe(36);
    expect(found.at(-1)).toBeNull();
  });

  test('ask for the texts that the ticket has not', () => {
    const solved = card('resuelta', null, { effect: 'solved', needs: ['summary', 'solution'] });
    expect(missingTexts(solved, { summary: false, solution: false })).toEqual(['summary', 'solution']);
    expect(missingTexts(solved, { summary: true, solution: false })).toEqual(['solution']);
    expect(missingTexts(card('seguimiento', null), { summary: false, solution: false })).toEqual([]);
    expect(missingTexts(null, { summary: false, solution: false })).toEqual([]);
  });
});

test('those who wait are shown in the order they came, only for my queues', () => {
  const calls = [
    aCall({ id: 'late', phase: 'waiting', queuedAt: NOON + 9 }),
    aCall({ id: 'other', phase: 'waiting', queue: 'comercial' }),
    aCall({ id: 'early', phase: 'waiting', queuedAt: NOON + 1 }),
    aCall({ id: 'talks', phase: 'talking' }),
  ];
  expect(waitingCalls(calls, ['averias']).map(call => call.id)).toEqual(['early', 'late']);
});

describe('the form of a person', () => {
  const card = WHO.person;

  test('sends only what changed', () => {
    const fields = { ...fieldsOf(card), displayName: 'Otra', queues: ['averias'] };
    expect(toChange(fields, card)).toEqual({
      displayName: 'Otra',
      before: { displayName: card.displayName },
    });
    expect(toChange({ ...fieldsOf(card), queues: ['averias', 'comercial'] }, card)).toEqual({
      queues: ['averias', 'comercial'],
    });
  });

  test('has areas of its own for a supervisor alone; everybody else’s follow their queues', () => {
    const sent = (role: PersonCard['role']) => toAdd({ ...EMPTY_PERSON, role, areas: ['averias'] }).areas;
    expect(ROLES.map(sent)).toEqual(ROLES.map(role => (role === 'supervisor' ? ['averias'] : undefined)));
    const office: PersonCard = { ...card, role: 'supervisor', areas: ['averias'] };
    expect(toChange({ ...fieldsOf(office), areas: ['averias', 'nivel-2'] }, office)).toEqual({
      areas: ['averias', 'nivel-2'],
    });
    expect(toChange(fieldsOf(office), office)).toEqual({});
    expect(toChange({ ...fieldsOf(card), areas: ['nivel-2'] }, card)).toEqual({});
  });

  test('needs a name, a user name and, for a new person, a password', () => {
    const named = { ...EMPTY_PERSON, displayName: 'Ana', username: 'ana' };
    expect(wrongIn(named, true)).toEqual(['password']);
    expect(wrongIn({ ...named, password: 'diez-letras' }, true)).toEqual([]);
    expect(wrongIn(named, false)).toEqual([]);
    expect(wrongIn({ ...named, extension: '12a', password: 'corta' }, false)).toEqual([
      'extension',
      'password',
    ]);
    expect(wrongIn({ ...EMPTY_PERSON, username: 'Ana María' }, true)).toEqual([
      'displayName',
      'username',
      'password',
    ]);
    expect([isWritten(EMPTY_PERSON, null), isWritten(named, null)]).toEqual([false, true]);
  });

  test('has a telephone as it is with the role, and keeps its level', () => {
    expect(ROLES.map(role => withRole({ ...EMPTY_PERSON, level: 3 }, role))).toEqual(
      ROLES.map(role => ({ ...EMPTY_PERSON, role, level: 3, telephone: role === 'agent' })),
    );
  });

  test('proposes a password that can be read aloud', () => {
    const random = Uint8Array.from({ length: 16 }, (_, i) => i * 15);
    expect(proposePassword(random)).toMatch(/^([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}$/);
  });
});

describe('the telephone of a customer', () => {
  const pass: GuestPass = {
    line: '+584145550101',
    phone: { user: 'g1', password: 'x', server: '', iceServers: [] },
    services: [{ number: '*626', title: { es: 'Averías', en: 'Faults' } }],
  };
  const leg = { leg: 'a', call: null, direction: 'out', number: '*626', name: '' } as const;
  const inCall = (screen: CallerScreen) =>
    reactCaller(screen, {
      kind: 'phone',
      now: NOON,
      picture: { ...SILENT_PHONE, call: { ...leg, phase: 'talking', since: NOON, muted: false } },
    });

  test('has the service number ready to dial', () => {
    expect(reactCaller(NEW_CALLER, { kind: 'pass', pass })).toMatchObject({
      stage: 'dialler',
      number: '*626',
    });
  });

  test('writes keys into the number before a call and shows them as tones during it', () => {
    const typed = reactCaller({ ...NEW_CALLER, number: '6' }, { kind: 'key', key: '2' });
    expect(typed.number).toBe('62');
    const pressed = reactCaller(inCall(typed), { kind: 'key', key: '1' });
    expect(pressed).toMatchObject({ number: '62', pressed: '1' });
  });

  test('takes only what can be dialled', () => {
    expect(reactCaller(NEW_CALLER, { kind: 'typed', number: '+58 (414) x5*#' }).number).toBe('+584145*#');
  });

  test('tells how long the last call was', () => {
    const over = reactCaller(inCall(NEW_CALLER), {
      kind: 'phone',
      now: NOON + 65_000,
      picture: SILENT_PHONE,
    });
    expect(over.lastLengthMs).toBe(65_000);
  });

  test('a second tap is no press of the key that has come under the finger', () => {
    const talking = inCall(NEW_CALLER);
    expect([0, 699, 700].map(ms => isSettled(talking, NOON + ms))).toEqual([false, false, true]);
    const muted = reactCaller(talking, {
      kind: 'phone',
      now: NOON + 5_000,
      picture: { ...SILENT_PHONE, call: { ...leg, phase: 'talking', since: NOON, muted: true } },
    });
    expect(isSettled(muted, NOON + 5_000)).toBe(true);
    const over = reactCaller(muted, { kind: 'phone', now: NOON + 9_000, picture: SILENT_PHONE });
    expect([9_300, 9_700].map(ms => isSettled(over, NOON + ms))).toEqual([false, true]);
  });

  test('says so where guests may not call', () => {
    expect(reactCaller(NEW_CALLER, { kind: 'fault', fault: fault('not-allowed', 403) }).stage).toBe('closed');
    expect(
      reactCaller({ ...NEW_CALLER, stage: 'joining' }, { kind: 'fault', fault: fault('network', 0) }).stage,
    ).toBe('lines');
  });
});
