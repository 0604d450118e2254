import { describe, expect, test } from 'vitest';
import { applyDisposition } from '../../src/tickets/disposition.ts';
import type { DispositionRule, Reader, Ticket } from '../../src/tickets/ports.ts';
import {
  ana,
  answered,
  arrived,
  atLevel1,
  atLevel2,
  awaitingContact,
  call,
  callBack,
  disposed,
  kinds,
  NOON,
  nilo,
  POLICY,
} from './scene.ts';

const rule = (effect: DispositionRule['effect']): DispositionRule => ({
  code: 'codigo',
  title: { es: 'Título', en: 'Title' },
  effect,
});

function dispose(ticket: Ticket, effect: DispositionRule['effect'], note: string, reader: Reader) {
  const story = call([
    arrived(),
    answered(NOON + 1, reader.id),
    disposed(NOON + 2, 'codigo', note, reader.id),
  ]);
  return applyDisposition(ticket, story, rule(effect), reader, POLICY, NOON + 3);
}

describe('a disposition', () => {
  test('"solved" at level 1 closes the ticket with the note as solution: first-contact resolution (S0-07)', () => {
    const change = dispose(atLevel1(), 'solved', 'Se reinició el equipo.', ana);
    expect(kinds(change)).toEqual(['disposition', 'solved', 'contact-due', 'closed']);
    expect(change.next).toMatchObject({
      state: 'closed',
      solution: 'Se reinició el equipo.',
      levelDueAt: null,
    });
  });

  test('"solved" without a note does not take what is wrong for what was done', () => {
    const described = { ...atLevel1(), summary: 'Sin tono desde ayer.' };
    expect(dispose(described, 'solved', '', ana).next.solution).toBe(rule('solved').title.es);
  });

  test('"solved" at level 2 only sends the ticket home for contact (S1-31)', () => {
    const change = dispose(atLevel2(), 'solved', 'Se cambió la tarjeta.', nilo);
    expect(kinds(change)).toEqual(['disposition', 'solved', 'contact-due']);
    expect(change.next).toMatchObject({ state: 'contact-customer', level: 1, solvedLevel: 2 });
  });

  test('"escalate" takes a missing summary from the note, shortened', () => {
    const change = dispose(atLevel1(), 'escalate', `Sin tono. ${'x'.repeat(300)}`, ana);
    expect(kinds(change)).toEqual(['disposition', 'described', 'escalated', 'level-entered']);
    expect(change.next.summary).toHaveLength(240);
    expect(change.next).toMatchObject({ level: 2, area: 'nivel-2' });
  });

  test('"contact made" closes a ticket that waits for it, and leaves any other alone', () => {
    expect(dispose(awaitingContact(), 'contact-made', '', ana).next.state).toBe('closed');
    expect(dispose(atLevel1(), 'contact-made', '', ana).next.state).toBe('in-progress');
    expect(dispose(awaitingContact(), 'contact-made', '', nilo).next.state).toBe('contact-customer');
  });

  test('"none" is noted and changes nothing else', () => {
    const change = dispose(atLevel1(), 'none', 'Llamar mañana', ana);
    expect(change.facts).toEqual([
      {
        at: NOON + 2,
        call: 'c1',
        fact: { kind: 'disposition', by: 'ana', code: 'codigo', note: 'Llamar mañana' },
      },
    ]);
    expect({ ...change.next, version: 0, updatedAt: 0 }).toEqual({ ...atLevel1(), version: 0, updatedAt: 0 });
  });

  test('whose effect comes too late leaves the ticket where it went', () => {
    expect(dispose(atLevel2(), 'escalate', '', ana).next).toMatchObject({ level: 2 });
    const story = call([callBack(NOON), disposed(NOON + 1, 'codigo', '', 'ana')]);
    const closed = { ...atLevel1(), state: 'closed' as const };
    expect(applyDisposition(closed, story, rule('solved'), ana, POLICY, NOON).next.state).toBe('closed');
  });
});
