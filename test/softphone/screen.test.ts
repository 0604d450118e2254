import { describe, expect, test } from 'vitest';
import type { PhoneCall, PhonePicture } from '../../softphone/phone/phone.ts';
import { SILENT_PHONE } from '../../softphone/phone/phone.ts';
import { QUIET } from '../../softphone/phone/sound.ts';
import { NO_SPEECH } from '../../softphone/phone/talk-microphone.ts';
import { announce } from '../../softphone/state/announce.ts';
import { ownAreas } from '../../softphone/state/areas.ts';
import { bellTrouble } from '../../softphone/state/bell.ts';
import { callArea, callInHand, isGhost, presentTicket } from '../../softphone/state/call-area.ts';
import { guestTalks, holdWish } from '../../softphone/state/consult.ts';
import { agentState, myState } from '../../softphone/state/my-state.ts';
import { notice } from '../../softphone/state/notice.ts';
import { ringNotice } from '../../softphone/state/ring-notice.ts';
import { type Input, newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import { sightKey } from '../../softphone/state/sight-key.ts';
import { toneFor } from '../../softphone/state/workplace.ts';
import { es } from '../../softphone/words/es.ts';
import { formatsOf } from '../../softphone/words/formats.ts';
import type { LiveMessage } from '../../src/live/messages.ts';
import type { CallPicture, CentrePicture, ColleaguePicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, aTicket, NOON, WHO } from './pictures.ts';

const live = (message: LiveMessage, browserNow = NOON): Input => ({
  kind: 'live-message',
  message,
  browserNow,
});
const given = (...inputs: readonly Input[]): Screen =>
  [{ kind: 'link', up: true } as const, ...inputs].reduce(react, newScreen(WHO, NOON));
const seeing = (picture: Partial<CentrePicture>): Input => live(aSnapshot(aCentre(picture)));

const phone = (call: PhoneCall | null): Input => ({
  kind: 'phone',
  picture: { ...SILENT_PHONE, line: { kind: 'registered' }, call } satisfies PhonePicture,
});
const leg = { leg: 'a', call: 'c1', direction: 'in', number: '5550101', name: '' } as const;
const ringing = phone({ ...leg, phase: 'ringing' });
const talking = phone({ ...leg, phase: 'talking', since: NOON, muted: false });

const offered = seeing({
  agents: [anAgent({ work: { kind: 'offered', call: 'c1', since: NOON } })],
  calls: [aCall()],
});
const inCall = (part = {}) =>
  seeing({
    agents: [anAgent({ work: { kind: 'talking', call: 'c1', since: NOON + 5000 } })],
    calls: [aCall({ phase: 'talking', answeredAt: NOON + 5000, recording: true, ...part })],
  });
const wrapUp = live({
  kind: 'change',
  seq: 11,
  put: { agents: [anAgent({ work: { kind: 'wrap-up', call: 'c1', since: NOON + 9000 } })] },
  gone: { calls: ['c1'] },
});

describe('what was read is read again', () => {
  const customer = (id: string): Partial<CallPicture> => ({
    customer: {
      id,
      name: 'Ana Ejemplo',
      document: 'V-11222333',
      segment: 'residential',
      line: '+584145550101',
      service: 'mobile',
      accountState: 'active',
      debt: null,
    },
  });
  test('when own areas, own calls or their customers change, and for nothing else', () => {
    const others = [aCall({ id: 'c2', agent: null, phase: 'waiting' })];
    const keys = [
      [],
      [seeing({ agents: [anAgent()] })],
      [seeing({ agents: [anAgent({ missed: 2 })], calls: others })],
      [live({ ...aSnapshot(aCentre({ agents: [anAgent()] })), areas: [] })],
      [seeing({ agents: [anAgent()], calls: [aCall()] })],
      [seeing({ agents: [anAgent()], calls: [aCall({ phase: 'talking' }), ...others] })],
      [seeing({ agents: [anAgent()], calls: [aCall(customer('x'))] })],
      [seeing({ agents: [anAgent()], calls: [aCall(customer('y'))] })],
    ].map(inputs => sightKey(given(...inputs)));
    const [unknown, idle, busier, noArea, rings, talks, asX, asY] = keys;
    expect([idle, busier]).toEqual([unknown, unknown]);
    expect(talks).toBe(rings);
    expect(new Set([idle, noArea, rings, asX, asY]).size).toBe(5);
  });

  test('the areas that a list names are those of now, by their titles', () => {
    const areas = [{ name: 'comercial', title: 'Comercial' }];
    const before = react(given(), { kind: 'areas', items: areas });
    expect(ownAreas(before)).toEqual(['averias']);
    const now = react(before, live({ ...aSnapshot(aCentre()), areas: ['comercial'] }));
    expect(ownAreas(now)).toEqual(['Comercial']);
    expect(sightKey(now)).not.toBe(sightKey(before));
    const watching = { ...now, who: { ...now.who, person: { ...now.who.person, role: 'admin' as const } } };
    expect(ownAreas(watching)).toBeNull();
  });
});

describe('the call area', () => {
  test('of a call to a colleague rings on until they answer, and is each one’s to hold while the two talk', () => {
    const internal = (phase: CallPicture['phase'], by: string, part: Partial<CallPicture> = {}) =>
      callArea(
        given(
          inCall({
            direction: 'internal',
            ticket: '',
            phase,
            caller: { agent: by, line: null },
            directTo: by === 'p1' ? 'p2' : 'p1',
            answeredAt: phase === 'talking' ? NOON + 5000 : null,
            agent: by === 'p1' ? 'p2' : 'p1',
            ...part,
          }),
          talking,
        ),
      );
    const mineAs = (state: ColleaguePicture['state']): ColleaguePicture => ({
      agent: 'p1',
      line: null,
      state,
      since: NOON,
      note: '',
    });
    expect(internal('waiting', 'p1').kind).toBe('dialling');
    expect(internal('offered', 'p1').kind).toBe('dialling');
    const mine = internal('talking', 'p1');
    expect(mine).toMatchObject({ kind: 'talking', internal: 'caller', id: 'c1' });
    expect(callInHand(mine)).toBe('c1');
    const held = internal('talking', 'p1', { colleagues: [mineAs('joined')], onHold: true });
    expect([held.kind === 'talking' && held.guest?.agent, callInHand(held)]).toEqual(['p1', null]);
    const either = internal('talking', 'p1', { colleagues: [mineAs('joined')], pair: true });
    expect(callInHand(either)).toBe('c1');
    const theirs = internal('talking', 'p2');
    expect(theirs).toMatchObject({ kind: 'talking', internal: 'called' });
    expect(callInHand(theirs)).toBe('c1');
    expect(internal('voicemail', 'p1', { message: 'recording' })).toMatchObject({ kind: 'talking' });
  });

  test('rings with the caller and the ticket as soon as either the telephone or the centre says so', () => {
    expect(callArea(given(offered, ringing))).toMatchObject({ kind: 'ringing', voice: 'here', id: 'c1' });
    expect(callArea(given(seeing({}), ringing))).toMatchObject({
      kind: 'ringing',
      voice: 'here',
      call: null,
    });
    expect(callArea(given(offered, phone(null)))).toMatchObject({ kind: 'ringing', voice: 'away' });
    expect(presentTicket(given(offered, ringing), callArea(given(offered, ringing)))).toBe('OA-2026-000001');
  });

  test('of a desk phone asks to answer there', () => {
    const who = { ...WHO, person: { ...WHO.person, phoneKind: 'sip' as const }, phone: null };
    const screen = [offered].reduce(react, newScreen(who, NOON));
    expect(callArea(screen)).toMatchObject({ kind: 'ringing', voice: 'desk' });
    expect(toneFor(screen)).toBeNull();
  });

  test('of my own call to a customer never rings as if somebody called me', () => {
    const mine = seeing({
      agents: [anAgent({ work: { kind: 'offered', call: 'c1', since: NOON } })],
      calls: [aCall({ phase: 'dialling', direction: 'out', answeredAt: null })],
    });
    expect(callArea(given(mine, phone(null)))).toMatchObject({ kind: 'connecting', id: 'c1' });
    const who = { ...WHO, person: { ...WHO.person, phoneKind: 'sip' as const }, phone: null };
    const atDesk = [mine].reduce(react, newScreen(who, NOON));
    expect(callArea(atDesk)).toMatchObject({ kind: 'dialling', voice: 'desk', id: 'c1' });
  });

  test('counts a conversation from when the centre joined the two', () => {
    expect(callArea(given(inCall(), talking))).toMatchObject({
      kind: 'talking',
      since: NOON + 5000,
      voice: 'here',
    });
  });

  test('shows hold at once, and that it is not confirmed yet', () => {
    const asked = given(inCall(), talking, { kind: 'asked-hold', hold: true });
    expect(callArea(asked)).toMatchObject({ onHold: true, holdPending: true });
    const confirmed = [inCall({ onHold: true })].reduce(react, asked);
    expect(callArea(confirmed)).toMatchObject({ onHold: true, holdPending: false });
  });

  test('may be held and given on when the two hear each other here, not before', () => {
    const hand = (...inputs: Input[]) => callInHand(callArea(given(...inputs)));
    expect(hand(inCall(), talking)).toBe('c1');
    expect(hand(inCall({ phase: 'offered' }), talking)).toBeNull();
    expect(hand(offered, ringing)).toBeNull();
  });

  test('of a colleague who asks me is theirs: I can hear and leave it, no more', () => {
    const colleague = {
      agent: WHO.person.id,
      line: 'ag-elsewhere',
      state: 'aside',
      since: NOON + 9_000,
      note: '',
    } as const;
    const theirs = inCall({
      agent: 'luis',
      line: 'sp-luis',
      onHold: true,
      aside: true,
      colleagues: [colleague],
    });
    const area = callArea(given(theirs, talking));
    expect(area).toMatchObject({ kind: 'talking', voice: 'here', since: NOON + 9_000, guest: colleague });
    expect(callInHand(area)).toBeNull();
    expect(isGhost(given(theirs, talking))).toBe(false);
    expect(callArea(given(theirs, phone(null)))).toMatchObject({ voice: 'elsewhere' });
  });

  test('rings back while the colleague whom I ask is rung, and the hold key leads back to the customer', () => {
    const asking = (state: 'ringing' | 'aside', part = {}) =>
      given(
        inCall({
          onHold: true,
          ...part,
          colleagues: [{ agent: 'luis', line: null, state, since: NOON, note: '' }],
        }),
        talking,
      );
    expect(toneFor(asking('ringing'))).toBe('ringback');
    expect(toneFor(asking('aside', { aside: true }))).toBeNull();
    const area = callArea(asking('aside', { onHold: false }));
    expect(area.kind === 'talking' && holdWish(area)).toBe(false);
    const speaker = { words: es, say: (one: { es: string }) => one.es, formats: formatsOf('es', null) };
    expect(announce(given(inCall(), talking), asking('ringing'), speaker)).toBe(
      es.consult.announced.rings.customer,
    );
    expect(announce(asking('ringing'), asking('aside', { aside: true }), speaker)).toBe(
      es.consult.announced.aside.customer,
    );
    expect(announce(asking('ringing'), given(inCall({ onHold: true }), talking), speaker)).toBe(
      es.consult.announced.over,
    );
    const unanswered = { colleague: 'luis', why: 'ignored', queue: 'comercial' } as const;
    expect(announce(asking('ringing'), given(inCall({ onHold: true, unanswered }), talking), speaker)).toBe(
      es.consult.announced.nobody.customer,
    );
    const next = { agent: 'eva', line: null, state: 'ringing', since: NOON, note: '' } as const;
    expect(
      announce(asking('ringing'), given(inCall({ onHold: true, colleagues: [next] }), talking), speaker),
    ).toBe(es.consult.announced.next);
  });

  test('says of a talk without a customer who waits or talks on meanwhile, and who leads it', () => {
    const speaker = { words: es, say: (one: { es: string }) => one.es, formats: formatsOf('es', null) };
    const { announced } = es.consult;
    const with_ = (states: readonly ('joined' | 'ringing' | 'aside')[], part = {}) =>
      given(
        inCall({
          ...part,
          colleagues: states.map((state, at) => ({
            agent: ['luis', 'eva', 'rita'][at] ?? '',
            line: null,
            state,
            since: NOON,
            note: '',
          })),
        }),
        talking,
      );
    const left = { customerLeft: true } as const;
    const ours = { direction: 'internal' } as const;
    for (const gone of [left, ours]) {
      const two = with_(['joined'], gone);
      expect(announce(two, with_(['joined', 'ringing'], gone), speaker)).toBe(announced.rings.other);
      const rings = with_(['joined', 'ringing'], gone);
      const aside = with_(['joined', 'aside'], { ...gone, aside: true });
      expect(announce(rings, aside, speaker)).toBe(announced.aside.other);
      const unanswered = { colleague: 'eva', why: 'ignored' } as const;
      const back = (onHold: boolean) => with_(['joined'], { ...gone, unanswered, onHold });
      expect(announce(rings, back(false), speaker)).toBe(announced.nobody.others);
      expect(announce(with_(['joined', 'ringing'], { ...gone, onHold: true }), back(true), speaker)).toBe(
        announced.nobody.other,
      );
      expect(announce(two, with_(['joined'], { ...gone, onHold: true }), speaker)).toBe(
        es.announce.heldOther,
      );
    }
    expect(announce(with_(['joined'], {}), with_(['joined', 'ringing'], {}), speaker)).toBe(
      announced.rings.others,
    );
    const mine = { agent: WHO.person.id, line: null, state: 'joined', since: NOON, note: '' } as const;
    const theirs = { ...left, agent: 'luis', colleagues: [mine, { ...mine, agent: 'eva' }] };
    expect(announce(given(inCall(theirs), talking), with_(['joined'], left), speaker)).toBe(announced.leads);
    const guest = aCall({ ...theirs, phase: 'talking' });
    const own = (call: CallPicture) => guestTalks(call, call.colleagues?.[0] ?? mine);
    expect(own(guest)).toBe('left');
    expect(own({ ...guest, colleagues: [mine], aside: true })).toBe('held');
    expect(own({ ...guest, colleagues: [{ ...mine, state: 'aside' }], aside: true })).toBe('left');
    expect(own({ ...guest, colleagues: [{ ...mine, state: 'aside' }] })).toBe('held');
  });

  test('shows a call that I make as dialling until the customer answers', () => {
    const mine = inCall({ phase: 'dialling', direction: 'out', answeredAt: null });
    expect(callArea(given(mine, talking)).kind).toBe('dialling');
    expect(toneFor(given(mine, talking))).toBe('ringback');
  });

  test('makes no tone of its own while the network of who I call says something', () => {
    const call = { phase: 'dialling', direction: 'out', answeredAt: null, earlyMedia: true } as const;
    expect(toneFor(given(inCall(call), talking))).toBeNull();
  });

  test('keeps the caller on the screen in wrap-up, after the call itself is gone', () => {
    const screen = given(inCall(), talking, phone(null), wrapUp);
    expect(callArea(screen)).toMatchObject({ kind: 'wrap-up', id: 'c1', call: { ticket: 'OA-2026-000001' } });
  });

  test('finds the ticket of a wrap-up after a reload once it was looked up', () => {
    const screen = given(
      seeing({ agents: [anAgent({ work: { kind: 'wrap-up', call: 'c1', since: NOON } })] }),
    );
    expect(presentTicket(screen, callArea(screen))).toBeNull();
    const known = react(screen, { kind: 'looked-up', call: 'c1', ticket: 'OA-2026-000009' });
    expect(presentTicket(known, callArea(known))).toBe('OA-2026-000009');
  });

  test('says that a reloaded page takes its call back', () => {
    expect(callArea(given(inCall(), phone(null)))).toMatchObject({ kind: 'talking', voice: 'returning' });
  });

  test('is idle when nothing happens, since the later of state and last work', () => {
    const screen = given(
      seeing({ agents: [anAgent({ willSince: NOON + 7, work: { kind: 'idle', since: NOON + 9 } })] }),
    );
    expect(callArea(screen)).toEqual({ kind: 'idle', since: NOON + 9 });
  });
});

describe('a ghost call', () => {
  test('is one that the centre has ended and the browser has not', () => {
    expect(isGhost(given(inCall(), talking))).toBe(false);
    expect(isGhost(given(seeing({}), talking))).toBe(true);
  });

  test('is never seen while the page does not hear the centre', () => {
    const deaf = given(seeing({}), talking, { kind: 'link', up: false });
    expect(isGhost(deaf)).toBe(false);
    const away = given(seeing({}), talking, live({ kind: 'calls-away', seq: 12, away: true }));
    expect(isGhost(away)).toBe(false);
  });
});

describe('the screen', () => {
  test('applies numbered changes: entries are replaced by id, the gone ones leave, the order stays', () => {
    const screen = given(
      seeing({ agents: [anAgent(), anAgent({ id: 'p2' })], calls: [aCall()] }),
      live({
        kind: 'change',
        seq: 11,
        put: { agents: [anAgent({ missed: 2 })], calls: [aCall({ id: 'c2' })] },
        gone: { calls: ['c1'] },
      }),
    );
    expect(screen.picture?.agents.map(agent => [agent.id, agent.missed])).toEqual([
      ['p1', 2],
      ['p2', 0],
    ]);
    expect(screen.picture?.calls.map(call => call.id)).toEqual(['c2']);
  });

  test('counts time by the clock of the server', () => {
    const screen = given(live(aSnapshot(aCentre(), 10, NOON + 90_000), NOON));
    expect(screen.skewMs).toBe(90_000);
    expect(react(screen, live({ kind: 'alive', now: NOON + 90_200 }, NOON))).toBe(screen);
    expect(react(screen, live({ kind: 'alive', now: NOON + 95_000 }, NOON)).skewMs).toBe(95_000);
  });

  test('says that boards are updated less often, as long as the server says so, and nothing more pressing is to be said', () => {
    const screen = given(live(aSnapshot(aCentre(), 10, NOON), NOON));
    const reduced = react(screen, live({ kind: 'alive', now: NOON + 100, reduced: true }, NOON));
    expect(react(reduced, live({ kind: 'alive', now: NOON + 100, reduced: true }, NOON))).toBe(reduced);
    const shown = (on: Screen) => notice({ ...on, who: { ...on.who, phone: null } }, true, es);
    expect(shown({ ...reduced, link: 'up' })).toMatchObject({ tone: 'info', text: es.banner.reduced });
    expect(shown({ ...reduced, link: 'away' })?.key).toBe('link-away');
    expect(react(reduced, live({ kind: 'alive', now: NOON + 100 }, NOON)).reduced).toBe(false);
  });

  test('shows a wished state until the centre confirms it', () => {
    const asked = given(seeing({ agents: [anAgent({ will: { kind: 'off' } })] }), {
      kind: 'asked-will',
      will: { kind: 'ready' },
    });
    expect(asked.askedWill).toEqual({ kind: 'ready' });
    expect(react(asked, seeing({ agents: [anAgent()] })).askedWill).toBeNull();
  });

  test('never replaces a ticket by an older card that comes late', () => {
    const newer = live({ kind: 'ticket', seq: 12, ticket: aTicket({ version: 5, updatedAt: NOON + 5 }) });
    const older = live({ kind: 'ticket', seq: 13, ticket: aTicket({ version: 4, updatedAt: NOON + 4 }) });
    expect(given(newer, older).tickets['OA-2026-000001']?.version).toBe(5);
  });
});

describe('the state of an agent', () => {
  const of = (part: Parameters<typeof anAgent>[0]) => agentState(anAgent(part)).key;

  test('is what they do before what they want', () => {
    expect(of({ work: { kind: 'talking', call: 'c1', since: NOON }, will: { kind: 'off' } })).toBe('talking');
    expect(of({ work: { kind: 'wrap-up', call: 'c1', since: NOON } })).toBe('wrap-up');
    expect(of({ will: { kind: 'break', code: 'almuerzo' } })).toBe('break');
    expect(of({})).toBe('ready');
  });

  test('is not "available" while the centre does not see their telephone', () => {
    expect(of({ phone: 'reconnecting' })).toBe('ready-no-phone');
    expect(of({ phone: 'unreachable', will: { kind: 'off' } })).toBe('off');
  });
});

describe('the notice in the header', () => {
  const key = (screen: Screen, unlocked = true) => notice(screen, unlocked, es)?.key ?? null;
  const line = (state: PhonePicture['line']): Input => ({
    kind: 'phone',
    picture: { ...SILENT_PHONE, line: state },
  });

  test('is absent when all is well', () => {
    expect(key(given(seeing({}), line({ kind: 'registered' })))).toBeNull();
  });

  test('tells the most pressing thing first', () => {
    const screen = given(seeing({}), line({ kind: 'elsewhere', taken: true }), {
      kind: 'audio',
      audio: { ...QUIET, microphone: 'denied' },
    });
    expect(key(screen)).toBe('elsewhere');
    expect(key(react(screen, { kind: 'link', up: false }))).toBe('link-away');
    expect(key(react(screen, line({ kind: 'registered' })))).toBe('microphone-denied');
  });

  test('offers to take the telephone back from another tab', () => {
    const screen = given(seeing({}), line({ kind: 'elsewhere', taken: true }));
    expect(notice(screen, true, es)).toMatchObject({ offers: 'take', text: es.banner.taken });
  });

  test('says that the bell is silent until someone touches the page', () => {
    expect(key(given(seeing({}), line({ kind: 'registered' })), false)).toBe('silent');
  });
});

describe('a screen reader hears', () => {
  const say = (before: Screen, after: Screen) =>
    announce(before, after, { words: es, say: words => words.es, formats: formatsOf('es', null) });
  const talks = given(inCall(), talking);

  test('who calls, and the turns of the call', () => {
    const rings = given(offered, ringing);
    expect(say(given(seeing({})), rings)).toContain('555 0101');
    expect(say(rings, rings)).toBeNull();
    expect(say(rings, talks)).toBe(es.announce.talking);
    expect(say(talks, given(inCall(), talking, phone(null), wrapUp))).toBe(es.announce.wrapUp);
  });

  test('where to answer a call that rings on a desk telephone', () => {
    const who = { ...WHO, person: { ...WHO.person, phoneKind: 'sip' as const }, phone: null };
    const before = newScreen(who, NOON);
    expect(say(before, react(before, offered))).toMatch(/^Llamada entrante de .+\. Conteste en su teléfono/);
  });

  test('of the break that a call nobody answered brought, and not that they are ready', () => {
    const ready = anAgent({ will: { kind: 'ready' }, work: { kind: 'offered', call: 'c1', since: NOON } });
    const rings = given(seeing({ agents: [ready], calls: [aCall({ phase: 'offered' })] }), ringing);
    const put = {
      agents: [anAgent({ will: { kind: 'break', code: 'no-answer' }, work: { kind: 'idle', since: NOON } })],
    };
    const onBreak = [phone(null), live({ kind: 'change', seq: 11, put, gone: {} })].reduce(react, rings);
    expect(say(rings, onBreak)).toMatch(/^Ahora está en pausa/);
  });

  test('who has answered is in a call, while the caller still hears the notice of the recording', () => {
    const busy = anAgent({ will: { kind: 'ready' }, work: { kind: 'offered', call: 'c1', since: NOON } });
    const rings = given(seeing({ agents: [busy], calls: [aCall({ phase: 'offered' })] }), ringing);
    expect(myState(rings)).toMatchObject({ key: 'offered' });
    const put = { calls: [aCall({ phase: 'offered', agentUp: true })] };
    const answered = [talking, live({ kind: 'change', seq: 11, put, gone: {} })].reduce(react, rings);
    expect(myState(answered)).toMatchObject({ key: 'talking', tone: 'blue' });
  });

  test('that a caller withholds the number, instead of nobody', () => {
    const rings = given(seeing({}), phone({ ...leg, call: null, phase: 'ringing', number: '', name: '' }));
    expect(say(given(seeing({})), rings)).toBe(
      'Llamada entrante de un número oculto. Pulse F2 para contestar.',
    );
  });

  test('that the customer put the agent on hold, and took them off it', () => {
    const held = react(talks, inCall({ farHold: true }));
    expect(say(talks, held)).toBe('El cliente retuvo la llamada');
    expect(say(held, react(held, inCall()))).toBe('El cliente retomó la llamada.');
  });

  test('hold once it is so, whoever asked for it, and never a hold that was refused', () => {
    const asked = react(talks, { kind: 'asked-hold', hold: true });
    expect(say(talks, asked)).toBeNull();
    const held = react(asked, inCall({ onHold: true }));
    expect(say(asked, held)).toBe(es.announce.held);
    expect(say(asked, react(asked, { kind: 'asked-hold', hold: null }))).toBeNull();
    expect(say(held, react(held, inCall()))).toBe(es.announce.resumed);
  });

  test('that the microphone is off, and on again', () => {
    const muted = react(talks, phone({ ...leg, phase: 'talking', since: NOON, muted: true }));
    expect(say(talks, muted)).toBe(es.announce.muted);
    expect(say(muted, talks)).toBe(es.announce.unmuted);
  });

  test('that a call to a customer is over, whatever comes after it', () => {
    const dials = given(inCall({ phase: 'dialling', direction: 'out', answeredAt: null }), talking);
    expect(say(dials, react(react(dials, phone(null)), wrapUp))).toBe(es.announce.callBackWrapUp);
    expect(say(dials, given(seeing({}), phone(null)))).toBe(es.announce.callBackOver);
    const connects = given(
      seeing({
        agents: [anAgent({ work: { kind: 'offered', call: 'c1', since: NOON } })],
        calls: [aCall({ phase: 'dialling', direction: 'out', answeredAt: null })],
      }),
    );
    expect(say(connects, given(seeing({})))).toBe(es.announce.callBackOver);
  });

  test('a break that was given as such, and one that was asked for by its name', () => {
    const ready = given(seeing({}));
    const forced = seeing({ agents: [anAgent({ will: { kind: 'break', code: 'no-answer' } })] });
    expect(say(ready, react(ready, forced))).toBe('Ahora está en pausa: No contestó.');
    const asks = react(ready, { kind: 'asked-will', will: { kind: 'break', code: 'no-answer' } });
    expect(say(asks, react(asks, forced))).toBe('En pausa: No contestó.');
    const back = react(react(ready, forced), { kind: 'asked-will', will: { kind: 'ready' } });
    expect(say(back, react(back, seeing({})))).toBe('Disponible.');
  });

  test.each([
    [{ autoAnswer: true } as const, 'Autorrespuesta'],
    [{ autoJoin: true } as const, 'Autoconferencia (AC)'],
  ])('what was switched at the telephone, on and off: %o', (part, label) => {
    const off = given(seeing({}));
    const on = react(off, seeing({ agents: [anAgent(part)] }));
    expect([say(off, on), say(on, off)]).toEqual([`${label}: activada.`, `${label}: desactivada.`]);
  });

  test('that no call waits any more, and that calls wait again', () => {
    const waits = given(seeing({}));
    const not = react(waits, seeing({ agents: [anAgent({ noCallWaiting: true })] }));
    expect([say(waits, not), say(not, waits)]).toEqual([
      'Llamada en espera: desactivada.',
      'Llamada en espera: activada.',
    ]);
  });

  test('why the telephone is offered nothing for a while, once', () => {
    const ready = given(seeing({}));
    const rest = { why: 'forwards', times: 1, until: NOON + 30_000 } as const;
    const rests = react(ready, seeing({ agents: [anAgent({ rest })] }));
    expect(say(ready, rests)).toBe('Su teléfono desvía las llamadas.');
    expect(myState(rests)).toMatchObject({ key: 'phone-rests', tone: 'yellow' });
    const over = react(rests, seeing({ agents: [anAgent({ rest: { ...rest, over: true } })] }));
    expect(say(rests, over)).toBeNull();
    expect(myState(over)).toMatchObject({ key: 'ready' });
  });

  test('by which microphone the talk goes on', () => {
    const speaks = (label: string, trouble: 'gone' | null = null): Input => ({
      kind: 'audio',
      audio: { ...QUIET, speech: trouble ? { ...NO_SPEECH, trouble } : { trouble: null, label } },
    });
    const first = react(talks, speaks('Uno'));
    const lost = react(first, speaks('', 'gone'));
    expect(say(talks, first)).toBeNull();
    expect(say(first, lost)).toBeNull();
    expect(notice(lost, true, es)).toMatchObject({ key: 'speech-gone', offers: 'audio' });
    const kept = { ...QUIET, speech: { trouble: null, label: 'Uno', refused: true } } as const;
    expect(notice(react(first, { kind: 'audio', audio: kept }), true, es)).toMatchObject({
      key: 'speech-refused',
      offers: 'audio',
    });
    expect(say(lost, react(lost, speaks('Dos')))).toBe('Ahora habla por Dos.');
    expect(say(first, react(first, speaks('Dos')))).toBe('Ahora habla por Dos.');
  });
});

describe('the notice on the desktop', () => {
  test('names the queue of a call that rings here, and nothing of the customer', () => {
    const rings = given(offered, ringing);
    expect(ringNotice(rings, es)).toEqual({
      title: es.call.ringing,
      body: 'Cola Averías. Abra Cauce para contestar.',
      to: '/agent',
    });
    expect(ringNotice(given(seeing({}), ringing), es)?.body).toBe('Abra Cauce para contestar.');
    expect(ringNotice(given(inCall(), talking), es)).toBeNull();
  });
});

test('who would not hear the bell is told why', async () => {
  const sounds = (yes: boolean) => ({ sounds: async () => yes });
  const output = (is: 'wanted' | 'none') => ({ bell: { device: '', is } });
  expect(await bellTrouble(output('wanted'), sounds(true))).toBeNull();
  expect(await bellTrouble(output('wanted'), sounds(false))).toBe('blocked');
  expect(await bellTrouble(output('none'), sounds(true))).toBe('no-output');
});
