import { describe, expect, test } from 'vitest';
import { applyDisposition } from '../../src/tickets/disposition.ts';
import type { Written } from '../../src/tickets/jobs.ts';
import type { Ticket } from '../../src/tickets/ticket-data.ts';
import type { DispositionRule } from '../../src/tickets/ticket-policy.ts';
import type { Actor } from '../../src/tickets/ticket-steps.ts';
import {
  ana,
  answered,
  arrived,
  atLevel1,
  atLevel2,
  awaitingContact,
  call,
  callBack,
  described,
  disposed,
  ended,
  kinds,
  NOON,
  nilo,
  POLICY,
  worked,
} from './scene.ts';

const rule = (effect: DispositionRule['effect']): DispositionRule => ({
  code: 'codigo',
  title: { es: 'Título', en: 'Title' },
  effect,
});

type Effect = DispositionRule['effect'];

/** After a call in which they spoke. */
function dispose(ticket: Ticket, effect: Effect, reader: Actor, written: Written = {}, note = '') {
  const story = call([
    arrived(),
    answered(NOON + 1, reader.id),
    disposed(NOON + 2, 'codigo', note, reader.id),
  ]);
  return applyDisposition(ticket, story, rule(effect), written, reader, POLICY, NOON + 3);
}

/** After a call-back that reached nobody. */
function disposeUnreached(ticket: Ticket, effect: Effect) {
  const story = call([
    callBack(NOON),
    ended(NOON + 1, 'network', 'dialling', 'busy'),
    disposed(NOON + 2, 'codigo'),
  ]);
  const written = { summary: 'Sin tono.', solution: 'Reinicio.' };
  return applyDisposition(ticket, story, rule(effect), written, ana, POLICY, NOON + 3);
}

describe('a disposition', () => {
  test('"solved" at level 1 closes the ticket with its solution: first-contact resolution (S0-07)', () => {
    const change = dispose(described(), 'solved', ana, { solution: 'Se reinició el equipo.' });
    expect(kinds(change)).toEqual(['disposition', 'solved', 'contact-due', 'closed']);
    expect(change.next).toMatchObject({
      state: 'closed',
      closedAs: 'agreed',
      solution: 'Se reinició el equipo.',
      levelDueAt: null,
    });
    expect(change.facts.at(-1)).toMatchObject({
      call: 'c1',
      fact: { kind: 'closed', agreed: true, talk: { call: 'c1', at: NOON + 1, agent: 'ana' } },
    });
  });

  test('"solved" brings the summary with it where the ticket has none', () => {
    const written = { summary: 'Sin tono desde ayer.', solution: 'Se reinició el equipo.' };
    const change = dispose(atLevel1(), 'solved', ana, written);
    expect(kinds(change)).toEqual(['disposition', 'described', 'solved', 'contact-due', 'closed']);
    expect(change.next).toMatchObject(written);
  });

  test('without what it needs closes nothing and escalates nothing, and its title is no text of the ticket', () => {
    const nothing = (ticket: Ticket, effect: Effect, written?: Written) => {
      const change = dispose(ticket, effect, ana, written, 'Se reinició el equipo.');
      expect(kinds(change)).toEqual(['disposition']);
      expect(change.next).toMatchObject({
        state: 'in-progress',
        level: 1,
        summary: ticket.summary,
        solution: '',
      });
    };
    nothing(described(), 'solved');
    nothing(described(), 'solved', { solution: '  ' });
    nothing(atLevel1(), 'escalate');
  });

  test('keeps as a note what was typed and became no text of the ticket', () => {
    const notes = (ticket: Ticket, effect: Effect, written: Written) =>
      dispose(ticket, effect, ana, written).facts.flatMap(({ fact }) =>
        fact.kind === 'noted' ? [[fact.by, fact.text]] : [],
      );
    expect(notes(atLevel1(), 'solved', { solution: 'Reinicio.' })).toEqual([['ana', 'Reinicio.']]);
    expect(notes(described(), 'escalate', { summary: 'Otra cosa.' })).toEqual([['ana', 'Otra cosa.']]);
    expect(notes(described(), 'none', { summary: 'Otra cosa.', solution: 'Reinicio.' })).toEqual([
      ['ana', 'Otra cosa.'],
      ['ana', 'Reinicio.'],
    ]);
    expect(notes(described(), 'solved', { summary: 'Sin tono desde ayer.', solution: 'Reinicio.' })).toEqual(
      [],
    );
  });

  test('replaces the solution of a ticket that was opened again only where it was written over that one', () => {
    const again = worked(awaitingContact(), [
      [{ action: 'close', agreed: true, how: 'call' }, ana],
      [{ action: 'reopen', why: 'Volvió a fallar' }, ana],
    ]);
    const solve = (solutionBase?: string) =>
      dispose(again, 'solved', ana, {
        solution: 'Se cambió el cable.',
        ...(solutionBase === undefined ? {} : { solutionBase }),
      });
    const over = solve('Se cambió el puerto. ');
    expect(over.next).toMatchObject({ state: 'closed', solution: 'Se cambió el cable.' });
    expect(kinds(over)).not.toContain('noted');
    for (const base of [undefined, '', 'Se reinició.']) {
      const change = solve(base);
      expect(change.next.solution).toBe('Se cambió el puerto.');
      expect(change.facts.at(-1)?.fact).toEqual({ kind: 'noted', by: 'ana', text: 'Se cambió el cable.' });
    }
  });

  test('"solved" at level 2 only sends the ticket home for contact (S1-31)', () => {
    const change = dispose(atLevel2(), 'solved', nilo, { solution: 'Se cambió la tarjeta.' });
    expect(kinds(change)).toEqual(['disposition', 'solved', 'contact-due']);
    expect(change.next).toMatchObject({ state: 'contact-customer', level: 1, solvedLevel: 2 });
  });

  test('"escalate" goes up with the summary that was written with it, or with the one that is there', () => {
    const change = dispose(atLevel1(), 'escalate', ana, { summary: 'Sin tono.' });
    expect(kinds(change)).toEqual(['disposition', 'described', 'escalated', 'level-entered']);
    expect(change.next).toMatchObject({ level: 2, area: 'nivel-2', summary: 'Sin tono.' });
    expect(dispose(described(), 'escalate', ana, { summary: 'Otra cosa.' }).next).toMatchObject({
      level: 2,
      summary: 'Sin tono desde ayer.',
    });
  });

  test('"contact made" closes a ticket that waits for it, and leaves any other alone', () => {
    expect(dispose(awaitingContact(), 'contact-made', ana).next.state).toBe('closed');
    expect(dispose(atLevel1(), 'contact-made', ana).next.state).toBe('in-progress');
    expect(dispose(awaitingContact(), 'contact-made', nilo).next.state).toBe('contact-customer');
  });

  test('closes by no door what "close" refuses: without texts, or by a talk before the ticket moved on', () => {
    const bare = { ...awaitingContact(), summary: '' };
    const unsolved = { ...awaitingContact(), solution: '' };
    for (const ticket of [bare, unsolved]) {
      expect(dispose(ticket, 'contact-made', ana).next.state).toBe('contact-customer');
      expect(dispose(ticket, 'solved', ana).next.state).toBe('contact-customer');
    }
    expect(dispose(bare, 'contact-made', ana, { summary: 'Sin tono.' }).next.state).toBe('closed');
    const talked = call([arrived(), answered(NOON + 1), ended(NOON + 60_000), disposed(NOON + 90_000, 'x')]);
    for (const effect of ['contact-made', 'solved'] as const) {
      const at = (since: number) =>
        applyDisposition(awaitingContact(), talked, rule(effect), {}, ana, POLICY, NOON + 90_000, since).next;
      expect(at(NOON + 60_000).state).toBe('closed');
      expect(at(NOON + 60_001).state).toBe('contact-customer');
    }
  });

  test('after a call that reached nobody yields no agreement', () => {
    for (const effect of ['contact-made', 'solved'] as const) {
      const change = disposeUnreached(awaitingContact(), effect);
      expect(kinds(change)).toEqual(['disposition', 'noted', 'noted']);
      expect(change.next.state).toBe('contact-customer');
    }
    expect(disposeUnreached(described(), 'solved').next).toMatchObject({
      state: 'in-progress',
      solution: '',
    });
  });

  test('"none" is noted and changes nothing else', () => {
    const change = dispose(atLevel1(), 'none', ana, {}, 'Llamar mañana');
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
    expect(dispose(atLevel2(), 'escalate', ana).next).toMatchObject({ level: 2 });
    const closed = { ...described(), state: 'closed' as const };
    expect(dispose(closed, 'solved', ana, { solution: 'Reinicio.' }).next.state).toBe('closed');
  });
});
