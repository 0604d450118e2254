import { describe, expect, test } from 'vitest';
import { dayStart } from '../../softphone/state/audit-days.ts';
import { aboutOf, linesOf } from '../../softphone/state/audit-lines.ts';
import { auditWords } from '../../softphone/words/audit.ts';
import { en as english } from '../../softphone/words/en.ts';
import { es as spanish } from '../../softphone/words/es.ts';
import type { AuditCard } from '../../src/audit/events.ts';
import { FIRST_POLICY } from '../../src/outgoing/policy.ts';

const es = { ...spanish, ...(await auditWords.es()) };
const en = { ...english, ...(await auditWords.en()) };

const card = (fields: Partial<AuditCard>) => ({
  kind: 'refused' as const,
  subject: null,
  subjectName: null,
  data: {},
  ...fields,
});
/** As it comes from the audit. */
const asStored = (value: unknown) => JSON.parse(JSON.stringify(value));
const lines = (fields: Partial<AuditCard>, words = es) => linesOf(card(fields), words, at => `t${at}`);

describe('a row in words', () => {
  test('says what became of each field, and only of those that changed', () => {
    const data = {
      before: {
        role: 'agent',
        queues: ['averias'],
        active: true,
        caps: { person: { atOnce: 2, perDay: 200 } },
      },
      after: { role: 'supervisor', queues: [], active: false, caps: { person: { atOnce: 2, perDay: 10 } } },
    };
    expect(lines({ kind: 'person-changed', data })).toEqual([
      'rol: Agente → Supervisión',
      'colas: averias → nada',
      'activa: sí → no',
      'topes, por persona, por día: 200 → 10',
    ]);
    expect(lines({ kind: 'person-changed', data }, en)[0]).toBe('role: Agent → Supervision');
  });

  test('says what a supervisor ordered, over whom, and why', () => {
    const data = { what: 'break', code: 'reunion', note: 'Reunión de turno.' };
    expect(aboutOf(card({ kind: 'agent-directed', subject: 'p1', subjectName: 'Ana', data }), es)).toBe(
      'Ana',
    );
    expect(lines({ kind: 'agent-directed', data })).toContain('Reunión de turno.');
    expect(lines({ kind: 'agent-directed', data })).toContain(es.audit.ordered.break);
    const moved = { what: 'queue', ticket: 'OA-2026-000001', from: 'averias', queue: 'comercial' };
    expect(lines({ kind: 'caller-directed', data: moved })).toEqual([
      'OA-2026-000001',
      es.audit.ordered.queue,
      'averias → comercial',
    ]);
    const given = { what: 'give', ticket: 'OA-2026-000001', agent: 'p1', username: 'ana' };
    expect(lines({ kind: 'caller-directed', data: given })).toEqual([
      'ana',
      'OA-2026-000001',
      es.audit.ordered.give,
    ]);
  });

  test('says what a new person was given', () => {
    const after = { username: 'nueva', role: 'agent', level: 1, queues: ['a', 'b'] };
    expect(lines({ kind: 'person-added', data: { after } })).toEqual([
      'usuario: nueva',
      'rol: Agente',
      'nivel: 1',
      'colas: a, b',
    ]);
  });

  test('says times, languages and permissions as the forms do, and nothing of what was left empty', () => {
    const after = { language: 'en', extension: '', ringMs: 90_000, longCallMs: 14_400_000, queues: [] };
    expect(lines({ kind: 'person-added', data: { after } })).toEqual([
      'idioma: English',
      'timbre por agente: 1 min 30 s',
      'alarma de llamada larga: 4 h',
    ]);
    const [first, ...others] = asStored(FIRST_POLICY.allow);
    const data = { before: { allow: [first] }, after: { allow: [] } };
    expect(others).toHaveLength(1);
    expect(lines({ kind: 'outgoing-changed', data })).toEqual([
      'permisos: [Agente, nivel 1: móviles, fijos, gratuitos · este país · solo de clientes y órdenes] → nada',
    ]);
  });

  test('has a word for each field of the policy of outgoing calls', () => {
    const { version: _, ...policy } = FIRST_POLICY;
    const told = lines({ kind: 'outgoing-changed', data: { after: asStored(policy) } }).map(
      line => line.split(':')[0],
    );
    expect(told.filter(name => /[A-Z]|perDay|lock\b|centre|person\b/.test(name ?? ''))).toEqual([]);
  });

  test('says why something was refused, how often, and from how many places', () => {
    expect(lines({ data: { code: 'wrong-origin', route: 'POST /api/v1/session', times: 3 } })).toEqual([
      'desde una página ajena',
      'POST /api/v1/session',
      '3 veces en un minuto',
    ]);
    expect(lines({ kind: 'log-in-failed', data: { times: 90, sources: 40 } })).toEqual([
      '90 veces en un minuto',
      'desde 40 orígenes',
    ]);
    expect(
      lines({
        kind: 'outgoing-refused',
        data: { code: 'outgoing-satellite', class: 'satellite', country: '001' },
      }),
    ).toEqual(['satelital', 'satellite 001']);
    // A code that this page does not know yet is shown as it is.
    expect(lines({ data: { code: 'brand-new' } })).toEqual(['brand-new']);
  });

  test('says how somebody came in, and how far a guesser did', () => {
    expect(lines({ kind: 'logged-in', data: { by: 'recovery-code' } })).toEqual([
      'con un código de recuperación',
    ]);
    expect(lines({ kind: 'log-in-failed', data: { step: 'code' } }, en)).toEqual([
      'at the code of the second factor',
    ]);
    const data = { before: { secondFactor: ['admin'] }, after: { secondFactor: ['admin', 'supervisor'] } };
    expect(lines({ kind: 'log-in-policy-changed', data })).toEqual([
      'segundo factor: Administración → Administración, Supervisión',
    ]);
  });

  test('says until when calls are locked, what was exported, and which row was not done', () => {
    expect(lines({ kind: 'outgoing-locked', data: { until: 7 } })).toEqual(['hasta las t7']);
    expect(lines({ kind: 'outgoing-locked', data: { until: null } })).toEqual(['hasta que se liberen']);
    expect(lines({ kind: 'exported', data: { rows: 1, filter: { kind: 'refused' } } })).toEqual([
      '1 fila',
      'kind = refused',
    ]);
    expect(lines({ kind: 'not-done', data: { rows: [4, 5], code: 'already-exists' } })).toEqual([
      'ya existía',
      'de la fila 4, 5',
    ]);
    expect(lines({ kind: 'rows-lost', data: { kinds: { refused: 3 } } })).toEqual(['Petición rechazada: 3']);
  });

  test('names whom or what it is about', () => {
    expect(aboutOf(card({ kind: 'password-set', subject: 'p1', subjectName: 'Ana' }), es)).toBe('Ana');
    expect(aboutOf(card({ kind: 'password-set', subject: 'p1' }), es)).toBe('p1');
    expect(aboutOf(card({ kind: 'queue-changed', subject: 'averias' }), es)).toBe('averias');
    expect(aboutOf(card({ kind: 'outgoing-locked' }), es)).toBe('todo el centro');
    // An admin serves no customers.
    expect(aboutOf(card({ kind: 'customer-viewed', subject: 'c1' }), es)).toBeNull();
  });
});

describe('a day', () => {
  test.each([
    ['2026-11-28', 'America/Caracas', 0, '2026-11-28T04:00:00Z'],
    ['2026-11-28', 'America/Caracas', 1, '2026-11-29T04:00:00Z'],
    ['2026-12-31', 'Asia/Tokyo', 1, '2026-12-31T15:00:00Z'],
    // Clocks went back that night, and forward the other.
    ['2026-10-25', 'Europe/Madrid', 0, '2026-10-24T22:00:00Z'],
    ['2026-10-25', 'Europe/Madrid', 1, '2026-10-25T23:00:00Z'],
    ['2026-03-29', 'Europe/Madrid', 1, '2026-03-29T22:00:00Z'],
  ])('%s in %s and %i more begins at %s', (day, zone, later, begins) => {
    expect(new Date(dayStart(day, zone, later) ?? 0).toISOString()).toBe(begins.replace('Z', '.000Z'));
  });

  test('that is none has no beginning', () => {
    expect(['', 'x', '2026-11'].map(day => dayStart(day, 'America/Caracas'))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
