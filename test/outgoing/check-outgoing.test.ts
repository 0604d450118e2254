import { describe, expect, test } from 'vitest';
import {
  type Around,
  callerIdOf,
  checkOutgoing,
  entriesOf,
  type OutgoingRequest,
  recordingOf,
} from '../../src/outgoing/check-outgoing.ts';
import { ENTRIES, type Entry, type Owner } from '../../src/outgoing/entries.ts';
import { classify } from '../../src/outgoing/number-class.ts';
import { FIRST_POLICY, type OutgoingPolicy, type Permission, readPolicy } from '../../src/outgoing/policy.ts';

const NONE = { now: 0, today: 0 };
/** A number of each class in each centre's own country, and what is the same everywhere. */
const HOME = {
  VE: { mobile: '04145550101', fixed: '02125550103', 'toll-free': '08001234567', premium: '09001234567' },
  CO: { mobile: '3001234567', fixed: '6015550101', 'toll-free': '018001234567', premium: '+5719001234567' },
  ES: { mobile: '600123456', fixed: '912345678', 'toll-free': '900123456', premium: '806123456' },
  US: { fixed: '2125551234', 'toll-free': '8005551234', premium: '9005551234' },
} as const;
const ABROAD: Readonly<Record<string, string>> = {
  VE: '+573001234567',
  CO: '+34600123456',
  ES: '+12125551234',
  US: '+16045551234',
};
const EVERYWHERE = {
  emergency: '911',
  'star-code': '*72',
  'short-code': '1234',
  satellite: '+881612345678',
  premium: '+19005551234',
  personal: '+447012345678',
  'high-risk': '+12423651234',
  invalid: '1234567890123456',
} as const;

const around = (country: string, more: Partial<Around> = {}): Around => ({
  country,
  policy: FIRST_POLICY,
  person: NONE,
  area: NONE,
  centre: NONE,
  unusualToday: 0,
  open: true,
  ...more,
});

function asked(country: string, typed: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest {
  const by = { person: 'ana', role: 'agent', level: 1 } as const;
  return {
    entry: 'call-back',
    by,
    number: classify(typed, country),
    owner: 'customer',
    area: 'averias',
    ...more,
  };
}

const said = (call: OutgoingRequest, where: Around) => {
  const verdict = checkOutgoing(call, where);
  return verdict.allowed ? 'out' : verdict.code;
};

/** By which a person of ours calls, by default. */
const ATTENDED: readonly Entry[] = ['call-back', 'transfer', 'conference', 'dial'];

describe.each(Object.keys(HOME) as (keyof typeof HOME)[])('a new centre in %s', country => {
  const cases = ENTRIES.flatMap(entry =>
    ([...Object.entries(HOME[country])] as [string, string][])
      .concat([['abroad', ABROAD[country] ?? '']])
      .concat(Object.entries(EVERYWHERE).map(([name, number]) => [`${name} of the world`, number]))
      .flatMap(([kind, number]) =>
        (['customer', 'ticket', null] as const).map(owner => ({ entry, kind, number, owner })),
      ),
  );
  test.each(cases)('$entry to $kind ($number) of $owner', ({ entry, kind, number, owner }) => {
    const by = entry === 'proof-call' ? null : ({ person: 'ana', role: 'agent', level: 1 } as const);
    expect(said(asked(country, number, { entry, by, owner }), around(country))).toBe(
      expected(entry, kind, owner),
    );
  });

  function expected(entry: Entry, kind: string, owner: Owner | null): string {
    const [what] = kind.split(' of ');
    if (what === 'emergency') return 'outgoing-emergency';
    if (what === 'star-code' || what === 'invalid') return 'outgoing-not-a-number';
    const isUsual = what === 'mobile' || what === 'fixed' || what === 'toll-free';
    if (entry === 'proof-call') {
      if (isUsual) return owner === 'customer' ? 'out' : 'outgoing-not-own';
      // A premium number of +1 is one of the centre's own country where that is the United States.
      if (kind === 'premium' || (country === 'US' && what === 'premium')) return 'outgoing-premium';
      return what === 'short-code' ? 'outgoing-class' : 'outgoing-abroad';
    }
    if (!ATTENDED.includes(entry)) return 'outgoing-no-permission';
    if (isUsual) return owner ? 'out' : 'outgoing-not-own';
    if (what === 'premium' || what === 'personal') return 'outgoing-premium';
    if (what === 'satellite') return 'outgoing-satellite';
    if (what === 'high-risk') return 'outgoing-high-risk';
    return what === 'abroad' ? 'outgoing-abroad' : 'outgoing-class';
  }
});

describe('a permission', () => {
  const give = (more: Partial<Permission>): OutgoingPolicy => ({
    ...FIRST_POLICY,
    allow: [
      ...FIRST_POLICY.allow,
      {
        who: { kind: 'person', person: 'ana' },
        entries: ['call-back'],
        classes: ['mobile', 'fixed'],
        countries: ['any'],
        numbers: 'any',
        ...more,
      },
    ],
  });
  const to = (typed: string, policy: OutgoingPolicy, more: Partial<OutgoingRequest> = {}) =>
    said(asked('VE', typed, { owner: null, ...more }), around('VE', { policy }));

  test('opens what it names, for whom it names, by the way it names', () => {
    const policy = give({});
    expect(to('+573001234567', policy)).toBe('out');
    expect(to('+573001234567', policy, { by: { person: 'luis', role: 'agent', level: 1 } })).toBe(
      'outgoing-abroad',
    );
    expect(to('+573001234567', policy, { entry: 'transfer' })).toBe('outgoing-abroad');
    expect(to('+573001234567', policy, { entry: 'forward' })).toBe('outgoing-no-permission');
    expect(to('+573001234567', policy, { by: { person: 'eva', role: 'supervisor', level: 1 } })).toBe(
      'outgoing-no-permission',
    );
    expect(to('+5719001234567', policy)).toBe('outgoing-premium');
  });

  test('for any country opens none of high risk, and no network of the world', () => {
    const policy = give({ classes: ['mobile', 'fixed', 'satellite'] });
    expect(to('+12423651234', policy)).toBe('outgoing-high-risk');
    expect(to('+881612345678', policy)).toBe('outgoing-abroad');
    // Satellite telephones of +1, of which the plans name no country.
    expect(to('+16001234567', policy)).toBe('outgoing-abroad');
    expect(to('+16001234567', give({ classes: ['satellite'], countries: ['ZZ'] }))).toBe('out');
    expect(to('+12423651234', give({ countries: ['BS'] }))).toBe('out');
    expect(to('+881612345678', give({ classes: ['satellite'], countries: ['001'] }))).toBe('out');
  });

  test('for own numbers opens no other', () => {
    const policy = give({ numbers: 'own' });
    expect(to('+573001234567', policy)).toBe('outgoing-not-own');
    expect(to('+573001234567', policy, { owner: 'ticket' })).toBe('out');
  });

  test('opens no emergency number, star code or what is no number', () => {
    const policy = give({
      classes: ['short-code', 'unknown', 'other', 'premium'],
      countries: ['any', 'home'],
    });
    for (const typed of ['911', '+58171', '*72', '12345678', '0911'])
      expect(to(typed, policy)).toMatch(/^outgoing-(emergency|not-a-number)$/);
    expect(to('1234', policy)).toBe('out');
  });

  test('gives nothing to who is nobody', () => {
    expect(to('+573001234567', give({}), { by: null, entry: 'proof-call' })).toBe('outgoing-abroad');
    expect(to('04145550101', give({}), { by: null })).toBe('outgoing-no-permission');
  });
});

describe('the moment', () => {
  const { caps, offHours } = FIRST_POLICY;
  const open = {
    ...FIRST_POLICY,
    allow: FIRST_POLICY.allow.map(each => ({ ...each, numbers: 'any' as const })),
  };

  test.each(['person', 'area', 'centre'] as const)('the caps of the %s hold', who => {
    const call = asked('VE', '04145550101');
    const at = (now: number, today: number) => said(call, around('VE', { [who]: { now, today } }));
    const { atOnce, perDay } = caps[who];
    expect(at(atOnce - 1, perDay - 1)).toBe('out');
    expect(at(atOnce, 0)).toBe('outgoing-busy');
    expect(at(0, perDay)).toBe('outgoing-used-up');
  });

  test('unusual calls of a person have a cap of their own, and usual ones do not count to it', () => {
    const late = around('VE', { policy: open, unusualToday: open.unusual.perDay });
    const before = around('VE', { policy: open, unusualToday: open.unusual.perDay - 1 });
    const nobodys = asked('VE', '04145550101', { owner: null });
    expect([said(nobodys, before), said(nobodys, late)]).toEqual(['out', 'outgoing-used-up']);
    expect(said(asked('VE', '04145550101'), late)).toBe('out');
    expect(said(asked('VE', '04145550101', { entry: 'proof-call', by: null }), late)).toBe('out');
  });

  test('while the calendar is closed only own numbers are called, by default', () => {
    const closed = around('VE', { open: false, policy: open });
    expect(said(asked('VE', '04145550101'), closed)).toBe('out');
    expect(said(asked('VE', '04145550101', { owner: 'ticket' }), closed)).toBe('out');
    expect(said(asked('VE', '04145550101', { owner: null }), closed)).toBe('outgoing-off-hours');
    const lock = (which: OutgoingPolicy['offHours']['lock']) =>
      around('VE', { open: false, policy: { ...open, offHours: { ...offHours, lock: which } } });
    expect(said(asked('VE', '04145550101'), lock('all'))).toBe('outgoing-off-hours');
    expect(said(asked('VE', '04145550101', { owner: null }), lock('none'))).toBe('out');
  });
});

test('the caller id is the area’s number, else the centre’s, and no service code can be one', () => {
  const policy = {
    ...FIRST_POLICY,
    callerIds: { centre: '+582125550100', areas: { averias: '+582125550101' } },
  };
  expect(['averias', 'nivel-2', null].map(area => callerIdOf(policy, area))).toEqual([
    '+582125550101',
    '+582125550100',
    '+582125550100',
  ]);
  expect(callerIdOf(FIRST_POLICY, 'averias')).toBeNull();
  expect(readPolicy({ ...policy, callerIds: { centre: '*626', areas: {} } })).toBeUndefined();
  expect(readPolicy(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
  // What was stored before there were limits has those of a new centre.
  const { longestMs: _, unusual: __, ...older } = policy;
  expect(readPolicy(older)).toEqual(policy);
});

test('a call that goes out is recorded as the area of its ticket has it, else the centre; always, where nobody said', () => {
  const { recording: _, ...before } = FIRST_POLICY;
  expect(readPolicy(before)?.recording).toEqual({ centre: 'always', areas: {}, pauseMs: 120_000 });
  const recording = { centre: 'on-demand', areas: { averias: 'never' }, pauseMs: 60_000 } as const;
  const of = (area: string | null) => recordingOf({ ...FIRST_POLICY, recording }, area);
  expect([of('averias'), of('comercial'), of(null)]).toEqual(['never', 'on-demand', 'on-demand']);
});

describe('the ways out that are open to somebody', () => {
  const { allow } = FIRST_POLICY;

  test('are none for whom no permission is meant, and at no other level', () => {
    expect(entriesOf({ person: 'sara', role: 'supervisor', level: 1 }, allow)).toEqual([]);
    const levels = allow.map(
      (rule): Permission => ({
        ...rule,
        who: { kind: 'role', role: 'agent', levels: [2] },
      }),
    );
    expect(entriesOf({ person: 'ana', role: 'agent', level: 1 }, levels)).toEqual([]);
    expect(entriesOf({ person: 'ana', role: 'agent', level: 2 }, levels)).toContain('dial');
  });

  test('are refused for no other reason than the number, the moment or a count', () => {
    for (const role of ['agent', 'supervisor', 'admin'] as const)
      for (const entry of ENTRIES) {
        const by = { person: 'ana', role, level: 1 };
        const verdict = checkOutgoing(asked('VE', HOME.VE.mobile, { by, entry }), around('VE'));
        const isOpen = entriesOf(by, allow).includes(entry);
        expect(verdict.allowed === false && verdict.code === 'outgoing-no-permission').toBe(!isOpen);
      }
  });
});
