import { describe, expect, test } from 'vitest';
import { SILENT_PHONE } from '../../softphone/phone/phone.ts';
import { partyOf } from '../../softphone/state/call-party.ts';
import {
  callAgain,
  callTo,
  isReadable,
  slotPressed,
  wayAgain,
  wayTo,
} from '../../softphone/state/contact-call.ts';
import { FILE_BYTES_MOST, formatOf, troubleOf } from '../../softphone/state/contact-file.ts';
import {
  fieldsOf,
  formOf,
  newForm,
  toEdit,
  toNew,
  troubleIn,
  withAnother,
  withNumber,
  without,
} from '../../softphone/state/contact-form.ts';
import { callToHandOn, hasContacts } from '../../softphone/state/contacts-beside.ts';
import { type Input, newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import { CONTACT_NUMBERS_MOST } from '../../src/contacts/contact.ts';
import type { CallCard } from '../../src/http/shapes/calls.ts';
import type { ContactCard } from '../../src/http/shapes/contacts.ts';
import type { AgentPicture, CallPicture } from '../../src/supervision/events.ts';
import { aCall, aCentre, anAgent, aSnapshot, NOON, WHO } from './pictures.ts';

/** The contacts beside the page: whom they call, and how, what a file is, and what is written of somebody. */

const talking: Input = {
  kind: 'phone',
  picture: {
    ...SILENT_PHONE,
    line: { kind: 'registered' },
    call: {
      leg: 'a',
      call: 'c1',
      direction: 'in',
      number: '',
      name: '',
      phase: 'talking',
      since: NOON,
      muted: false,
    },
  },
};
const talk: Partial<CallPicture> = { id: 'c1', phase: 'talking', answeredAt: NOON };
const atWork = { kind: 'talking', call: 'c1', since: NOON } as const;

function seeing(mine: Partial<AgentPicture> = {}, ...calls: Partial<CallPicture>[]): Screen {
  const colleague = anAgent({ id: 'p2', displayName: 'Berta', extension: '102', mayBeOffered: true });
  const picture = aCentre({
    agents: [anAgent({ extension: '101', ...mine }), colleague],
    calls: calls.map(aCall),
  });
  const inputs: Input[] = [
    { kind: 'link', up: true },
    { kind: 'live-message', message: aSnapshot(picture), browserNow: NOON },
    ...(calls.length > 0 ? [talking] : []),
  ];
  return inputs.reduce(react, newScreen(WHO, NOON));
}

const idle = seeing();
const inTalk = seeing({ work: atWork }, talk);
const ringing = seeing({ work: { kind: 'offered', call: 'c1', since: NOON } }, { id: 'c1' });
const wrappingUp = seeing({ work: { kind: 'wrap-up', call: 'c1', since: NOON } });

describe('a number of somebody', () => {
  test('is called, from a talk as the second line, and not while something rings', () => {
    const number = '+584145550101';
    expect(callTo(idle, number)).toEqual({ do: 'call-out', body: { number } });
    expect(callTo(inTalk, number)).toEqual({ do: 'call-out', body: { number, second: true } });
    expect(callTo(wrappingUp, number)).toEqual({ do: 'call-out', body: { number } });
    expect(callTo(ringing, number)).toEqual({ do: 'none', why: 'in-call' });
    expect(callTo(react(idle, { kind: 'nobody' }), number)).toEqual({ do: 'none', why: 'in-call' });
  });

  test('that is a colleague’s own calls them on the ticket that is open, and from a talk they are consulted', () => {
    expect(callTo(idle, '102')).toEqual({ do: 'call-out', body: { colleague: 'p2' } });
    const open = react(idle, { kind: 'pick-ticket', ticket: 'OA-1' });
    expect(callTo(open, '102')).toEqual({ do: 'call-out', body: { colleague: 'p2', ticket: 'OA-1' } });
    expect(callTo(inTalk, '102')).toEqual({ do: 'consult', call: 'c1', colleague: 'p2' });
    expect(callTo(ringing, '102')).toEqual({ do: 'none', why: 'in-call' });
  });

  test('that is my own, or none, is not called', () => {
    expect(callTo(idle, '101')).toEqual({ do: 'none', why: 'own-number' });
    expect(callTo(idle, ' ')).toEqual({ do: 'none', why: 'no-number' });
  });

  test('may be the one to whom my call is given, unless somebody is asked already', () => {
    expect([callToHandOn(inTalk), callToHandOn(idle), callToHandOn(ringing)]).toEqual(['c1', null, null]);
    const asked = { agent: 'p2', line: null, state: 'ringing', since: NOON, note: '' } as const;
    const asking = seeing({ work: atWork }, { ...talk, colleagues: [asked] });
    expect(callToHandOn(asking)).toBeNull();
  });
});

describe('a call that was', () => {
  const card = (part: Partial<CallCard>): CallCard => ({
    id: 'c9',
    direction: 'in',
    ticket: 'OA-2026-000009',
    callerNumber: '+584145550109',
    dialled: '*626',
    queue: 'averias',
    agent: 'p1',
    agents: ['p1'],
    madeBy: null,
    joined: [],
    arrivedAt: NOON,
    answeredAt: null,
    endedAt: NOON,
    waitedMs: null,
    talkedMs: null,
    heldMs: null,
    outcome: 'abandoned',
    endedWhy: null,
    disposition: null,
    ...part,
  });

  test('was with a customer, one of my contacts, a colleague, or a number alone', () => {
    const beatriz = anAgent({ id: 'p2', displayName: 'Beatriz' });
    const here = { ...newScreen(WHO, NOON), picture: aCentre({ agents: [anAgent(), beatriz] }) };
    expect(partyOf(here, card({ knownAs: 'Ana Pérez' }))).toEqual({
      name: 'Ana Pérez',
      number: '+584145550109',
      isOut: false,
    });
    const made = card({ direction: 'out', madeBy: 'p1', dialled: '+582125550188' });
    expect(partyOf(here, made)).toEqual({ name: null, number: '+582125550188', isOut: true });
    const internal = card({ direction: 'internal', agents: ['p1', 'p2'], madeBy: 'p2' });
    expect(partyOf(here, internal)).toEqual({ name: 'Beatriz', number: '', isOut: false });
  });

  test('calls its customer back on its ticket, also where the number is masked', () => {
    const body = {};
    expect(callAgain(idle, card({}))).toEqual({ do: 'call-back', ticket: 'OA-2026-000009', body });
    expect(callAgain(idle, card({ callerNumber: '••••109' }))).toMatchObject({ do: 'call-back' });
    expect(callAgain(inTalk, card({}))).toMatchObject({ body: { second: true } });
    expect(callAgain(ringing, card({}))).toEqual({ do: 'none', why: 'in-call' });
  });

  test('that I made is made again; one without a ticket calls the number, if that can be read', () => {
    const made = card({ direction: 'out', madeBy: 'p1', dialled: '••••109' });
    expect(callAgain(idle, made)).toEqual({ do: 'call-out', body: { again: 'c9' } });
    const bare = card({ ticket: '' });
    expect(callAgain(idle, bare)).toEqual({ do: 'call-out', body: { number: '+584145550109' } });
    for (const callerNumber of ['', '••••109'])
      expect(callAgain(idle, { ...bare, callerNumber })).toEqual({ do: 'none', why: 'no-number' });
    expect([isReadable('101'), isReadable('•••101'), isReadable('')]).toEqual([true, false, false]);
  });

  test('with a colleague calls them, whoever called whom', () => {
    const inside = card({ direction: 'internal', ticket: '', madeBy: 'p2', agents: ['p2', 'p1'] });
    expect(callAgain(idle, inside)).toEqual({ do: 'call-out', body: { colleague: 'p2' } });
    expect(callAgain(inTalk, inside)).toEqual({ do: 'consult', call: 'c1', colleague: 'p2' });
    expect(callAgain(idle, { ...inside, agents: ['p1'] })).toEqual({ do: 'none', why: 'no-number' });
  });

  test('needs the way out that it takes; among ours it needs none', () => {
    for (const [call, way] of [
      [card({}), 'call-back'],
      [card({ ticket: '' }), 'dial'],
      [card({ direction: 'out', madeBy: 'p1' }), 'dial'],
      [card({ direction: 'out', madeBy: 'p2' }), 'call-back'],
      [card({ direction: 'internal', madeBy: 'p1' }), null],
    ] as const) {
      const wish = callAgain(idle, call);
      expect(wayAgain(call, 'p1')).toBe(way);
      if (way !== null) expect(wish.do).toBe(way === 'dial' ? 'call-out' : 'call-back');
    }
    expect(wayTo(idle, '04145550109')).toBe('dial');
  });
});

test('a digit alone means a speed dial; zero, letters, and what is held down or pressed with others, none', () => {
  const plain = { altKey: false, ctrlKey: false, metaKey: false, repeat: false };
  expect(['1', '9', '0', 'a', 'F1'].map(key => slotPressed({ ...plain, key }))).toEqual([
    1,
    9,
    null,
    null,
    null,
  ]);
  for (const part of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }, { repeat: true }])
    expect(slotPressed({ ...plain, ...part, key: '1' })).toBeNull();
});

test('who calls has contacts, and whoever directs the centre; nobody whose session is over', () => {
  const as = (part: object) => ({ ...idle, who: { ...WHO, person: { ...WHO.person, ...part } } });
  expect(hasContacts(idle)).toBe(true);
  expect(hasContacts(as({ role: 'supervisor', telephone: false }))).toBe(true);
  expect(hasContacts(as({ role: 'agent', telephone: false }))).toBe(false);
  expect(hasContacts(react(idle, { kind: 'nobody' }))).toBe(false);
});

describe('a file of contacts', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  test('is what it begins with, and else what its name says', () => {
    expect(formatOf('contactos.csv', bytes('nombre;móvil\nAna;0414'))).toBe('csv');
    expect(formatOf('contactos.txt', bytes('\uFEFFBEGIN:VCARD\nVERSION:3.0'))).toBe('vcard');
    expect(formatOf('ALL.VCF', bytes('begin:vcard'))).toBe('vcard');
    expect(formatOf('agenda.vcf', bytes('\n'))).toBe('vcard');
    const utf16 = (mark: number[], order: 'le' | 'be') =>
      new Uint8Array([
        ...mark,
        ...[...'BEGIN:VCARD'].flatMap(letter => {
          const pair = [letter.charCodeAt(0), 0];
          return order === 'le' ? pair : pair.reverse();
        }),
      ]);
    expect(formatOf('x', utf16([0xff, 0xfe], 'le'))).toBe('vcard');
    expect(formatOf('x', utf16([0xfe, 0xff], 'be'))).toBe('vcard');
  });

  test('is none where it is a workbook, a document or a picture, whatever it is called', () => {
    expect(formatOf('contactos.csv', bytes('PK\u0003\u0004xl/workbook.xml'))).toBeNull();
    expect(formatOf('contactos.csv', bytes('%PDF-1.7'))).toBeNull();
    expect(formatOf('foto.vcf', new Uint8Array([0xd0, 0xcf, 0x11, 0x00]))).toBeNull();
  });

  test('is not sent where it is empty, too large or of another kind', () => {
    expect(troubleOf(0, 'csv')).toBe('empty');
    expect(troubleOf(FILE_BYTES_MOST, 'csv')).toBeNull();
    expect(troubleOf(FILE_BYTES_MOST + 1, 'csv')).toBe('too-large');
    expect(troubleOf(5, null)).toBe('other-kind');
  });
});

describe('what is written of somebody', () => {
  const card: ContactCard = {
    id: 'k1',
    scope: 'shared',
    name: 'Ana Núñez',
    organisation: 'Ferretería',
    note: '',
    email: 'ana@example.org',
    numbers: [
      { label: 'mobile', number: '+584145550101' },
      { label: 'work', number: '101' },
    ],
    version: 4,
    mayEdit: true,
  };

  test('is saved without spaces around it and without lines that have no number', () => {
    const form = withAnother({ ...newForm('  Ana  ', ' 0414-5550101 '), organisation: ' Sol ' });
    expect(toNew(form)).toEqual({
      scope: 'own',
      name: 'Ana',
      organisation: 'Sol',
      email: '',
      note: '',
      numbers: [{ label: 'mobile', number: '0414-5550101' }],
    });
    const { id: _, mayEdit: _may, scope: _scope, ...rest } = card;
    expect(toEdit(formOf(card), 4)).toEqual(rest);
  });

  test('needs a name and a number, and no text may be too long', () => {
    expect(troubleIn(newForm(' ', '101'))).toBe('name');
    expect(troubleIn(newForm('Ana', ' '))).toBe('number');
    expect(troubleIn(newForm('Ana', '1'.repeat(41)))).toBe('long');
    expect(troubleIn({ ...newForm('Ana', '101'), note: 'x'.repeat(2_001) })).toBe('long');
    expect(troubleIn({ ...newForm('👩‍👩‍👧‍👦'.repeat(120), '101') })).toBeNull();
    expect(troubleIn(formOf(card))).toBeNull();
  });

  test('has lines of numbers that come and go: there is always one to write in, and an end to them', () => {
    const two = withAnother(newForm('Ana', '101'));
    const [first, second] = two.numbers;
    expect(withNumber(two, second?.key ?? 0, { number: '102', label: 'home' }).numbers[1]).toMatchObject({
      label: 'home',
      number: '102',
    });
    const one = without(two, first?.key ?? 0);
    expect(one.numbers).toEqual([second]);
    const none = without(withNumber(one, second?.key ?? 0, { number: '102' }), second?.key ?? 0);
    expect(fieldsOf(none).numbers).toEqual([]);
    expect(none.numbers).toHaveLength(1);
    let many = newForm();
    for (let more = 0; more < 20; more += 1) many = withAnother(many);
    expect(many.numbers).toHaveLength(CONTACT_NUMBERS_MOST);
    expect(new Set(many.numbers.map(({ key }) => key)).size).toBe(CONTACT_NUMBERS_MOST);
  });
});

test('the contacts are opened and closed, with somebody who is to be written down, or not', () => {
  const save = { name: 'Ana', number: '101' };
  const opened = react(idle, { kind: 'contacts', open: true, save });
  expect(opened.contacts).toEqual({ open: true, save });
  expect(react(opened, { kind: 'contacts', open: true }).contacts).toEqual({ open: true, save: null });
  const handTo = { call: 'c1', number: '101' };
  expect(react(idle, { kind: 'hand-to', handTo }).handTo).toEqual(handTo);
});
