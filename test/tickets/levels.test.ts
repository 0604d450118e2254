import { describe, expect, test } from 'vitest';
import { attentionLimit, levelDeadline } from '../../src/tickets/clocks.ts';
import { actionsOf } from '../../src/tickets/may.ts';
import { applyStep } from '../../src/tickets/ticket.ts';
import {
  ana,
  answered,
  arrived,
  atLevel1,
  atLevel2,
  awaitingContact,
  berta,
  described,
  HOUR,
  kinds,
  NOON,
  nilo,
  opened,
  POLICY,
  queued,
  sara,
  step,
  worked,
} from './scene.ts';

describe('escalating by the button', () => {
  test('needs the summary in one or two sentences (S4-13)', () => {
    expect(step(atLevel1(), { action: 'escalate', reason: '' }, ana)).toEqual({
      ok: false,
      fault: 'summary-missing',
    });
    const long = step(atLevel1(), { action: 'describe', summary: 'x'.repeat(241) }, ana);
    expect(long).toEqual({ ok: false, fault: 'invalid-input' });
  });

  test('sends the ticket to the area that works its topic at level 2 (S1-05)', () => {
    expect(atLevel2()).toMatchObject({ level: 2, area: 'nivel-2', assignee: null, state: 'in-progress' });
    const bill = opened([arrived(), queued(NOON, 'facturacion', 'comercial'), answered(NOON)]).next;
    const up = worked(bill, [
      [{ action: 'describe', summary: 'Cobro doble.' }, ana],
      [{ action: 'escalate', reason: '' }, ana],
    ]);
    expect(up).toMatchObject({ level: 2, area: 'cobranzas', homeArea: 'comercial' });
  });

  test('is not possible where nobody works higher', () => {
    expect(step(atLevel2(), { action: 'escalate', reason: '' }, nilo)).toEqual({
      ok: false,
      fault: 'step-not-possible',
    });
  });

  test('is not for level 1 once the ticket is above it', () => {
    expect(step(atLevel2(), { action: 'escalate', reason: '' }, ana)).toEqual({
      ok: false,
      fault: 'not-allowed',
    });
  });
});

describe('the time box of level 1', () => {
  test('escalates by itself when it runs out (S3-09)', () => {
    const change = levelDeadline(atLevel1(), { level: 1, entry: 1 }, POLICY, NOON + HOUR);
    expect(change?.next).toMatchObject({ level: 2, area: 'nivel-2', assignee: null, levelDueAt: null });
    expect(change?.facts[0]?.fact).toMatchObject({ kind: 'escalated', by: null, why: 'deadline' });
  });

  test('does nothing to a ticket that was solved, escalated or entered the level anew meanwhile', () => {
    const stay = { level: 1, entry: 1 };
    expect(levelDeadline(atLevel2(), stay, POLICY, NOON + HOUR)).toBeNull();
    expect(levelDeadline(awaitingContact(), stay, POLICY, NOON + HOUR)).toBeNull();
    const solved = worked(described(), [[{ action: 'record-solution', solution: 'Reinicio.' }, ana]]);
    const back = worked(solved, [[{ action: 'close', agreed: false, how: 'call' }, ana]]);
    expect(back).toMatchObject({ state: 'in-progress', level: 1, levelEntry: 2 });
    expect(levelDeadline(back, stay, POLICY, NOON + HOUR)).toBeNull();
  });

  test('runs once: the second time the ticket is above already', () => {
    const stay = { level: 1, entry: 1 };
    const once = levelDeadline(atLevel1(), stay, POLICY, NOON + HOUR);
    expect(levelDeadline(once?.next ?? atLevel1(), stay, POLICY, NOON + HOUR)).toBeNull();
  });
});

describe('the 24 hours', () => {
  test('are noted when they pass with the ticket open, and not when it is closed', () => {
    expect(kinds(attentionLimit(atLevel1(), NOON + 24 * HOUR, NOON + 24 * HOUR))).toEqual([
      'attention-limit-passed',
    ]);
    const closed = worked(awaitingContact(), [[{ action: 'close', agreed: true, how: 'call' }, ana]]);
    expect(attentionLimit(closed, NOON + 24 * HOUR, NOON + 24 * HOUR)).toBeNull();
  });
});

describe('level 2', () => {
  test('takes the ticket and records the solution; it goes home for contact (S1-31)', () => {
    const taken = worked(atLevel2(), [[{ action: 'take' }, nilo]]);
    expect(taken.assignee).toBe('nilo');
    const solved = step(taken, { action: 'record-solution', solution: 'Se cambió el puerto.' }, nilo);
    expect(solved.ok && kinds(solved.value)).toEqual(['solved', 'contact-due']);
    expect(solved.ok && solved.value.next).toMatchObject({
      state: 'contact-customer',
      level: 1,
      area: 'averias',
      assignee: null,
      solvedLevel: 2,
    });
  });

  test('never closes a ticket itself', () => {
    expect(step(awaitingContact(), { action: 'close', agreed: true, how: 'call' }, nilo)).toEqual({
      ok: false,
      fault: 'not-allowed',
    });
    expect(actionsOf(awaitingContact(), nilo, POLICY)).not.toContain('close');
  });

  test('says nothing without a solution', () => {
    expect(step(atLevel2(), { action: 'record-solution', solution: '  ' }, nilo)).toEqual({
      ok: false,
      fault: 'solution-missing',
    });
    expect(step(atLevel2(), { action: 'return-to-contact' }, nilo)).toEqual({
      ok: false,
      fault: 'step-not-possible',
    });
  });
});

describe('contact with the customer', () => {
  test('closes the ticket when the customer agrees', () => {
    const closed = step(awaitingContact(), { action: 'close', agreed: true, how: 'call' }, berta);
    expect(closed.ok && closed.value.next).toMatchObject({
      state: 'closed',
      solution: 'Se cambió el puerto.',
    });
  });

  test('sends it back to the level that solved it when the customer does not', () => {
    const back = step(awaitingContact(), { action: 'close', agreed: false, how: 'call' }, berta);
    expect(back.ok && back.value.next).toMatchObject({ state: 'in-progress', level: 2, area: 'nivel-2' });
    expect(back.ok && back.value.facts[0]?.fact).toEqual({
      kind: 'reopened',
      by: 'berta',
      why: 'not-agreed',
    });
  });

  test('may end without agreement only after three calls in vain', () => {
    const close = { action: 'close', agreed: false, how: 'unreachable' } as const;
    const waiting = awaitingContact();
    expect(step({ ...waiting, contactTries: 2 }, close, ana)).toEqual({
      ok: false,
      fault: 'step-not-possible',
    });
    const closed = step({ ...waiting, contactTries: 3 }, close, ana);
    expect(closed.ok && closed.value.facts[0]?.fact).toMatchObject({
      kind: 'closed',
      agreed: false,
      how: 'unreachable',
    });
  });

  test('a closed ticket can be opened again, noted on and given to its customer, and nothing else', () => {
    const closed = worked(awaitingContact(), [[{ action: 'close', agreed: true, how: 'call' }, ana]]);
    expect(actionsOf(closed, ana, POLICY)).toEqual(['note', 'reopen', 'identify']);
    const open = step(closed, { action: 'reopen', why: 'Volvió la falla' }, ana);
    expect(open.ok && open.value.next).toMatchObject({ state: 'in-progress', level: 1, area: 'averias' });
  });
});

describe('two people at the same ticket', () => {
  const now = NOON + HOUR;
  const changed = worked(atLevel1(), [[{ action: 'describe', summary: 'Sin tono' }, ana]]);
  const seen = { version: atLevel1().version };

  test('the second one, who looked at an older version, is told so', () => {
    const late = applyStep(changed, { ...seen, action: 'take' }, berta, POLICY, now);
    expect(late).toEqual({ ok: false, fault: 'changed-meanwhile' });
  });

  test('is not told so when only the history grew: a job or a note overtook them', () => {
    const noted = worked(atLevel1(), [[{ action: 'note', text: 'Llamó la vecina' }, ana]]);
    const late = applyStep(noted, { ...seen, action: 'take' }, berta, POLICY, now);
    expect(late.ok && kinds(late.value)).toEqual(['taken']);
    const tooNew = { action: 'take', version: noted.version + 1 } as const;
    expect(applyStep(noted, tooNew, berta, POLICY, now)).toEqual({ ok: false, fault: 'changed-meanwhile' });
  });

  test('may write the summary whatever else happened meanwhile, over the text they saw and over no other', () => {
    const escalated = worked(changed, [[{ action: 'escalate', reason: '' }, ana]]);
    const describe = (fields: { base?: string; version?: number }) =>
      applyStep(
        escalated,
        { ...seen, ...fields, action: 'describe', summary: 'Sin datos' },
        nilo,
        POLICY,
        now,
      );
    const described = describe({ base: 'Sin tono' });
    expect(described.ok && described.value.next.summary).toBe('Sin datos');
    const refused = { ok: false, fault: 'changed-meanwhile' };
    expect(describe({ base: '' })).toEqual(refused);
    expect(describe({ base: 'Sin tono.' })).toEqual(refused);
    // Who does not say what it was written over, has seen what the version showed.
    expect(describe({})).toEqual(refused);
    expect(describe({ version: escalated.version }).ok).toBe(true);
  });

  test('put no solution over one that they did not see', () => {
    const first = worked(atLevel2(), [
      [{ action: 'record-solution', solution: 'Se cambió el puerto.' }, nilo],
    ]);
    const back = worked(first, [[{ action: 'close', agreed: false, how: 'call' }, ana]]);
    const solve = (base?: string) =>
      step(
        back,
        { action: 'record-solution', solution: 'Otro puerto.', ...(base === undefined ? {} : { base }) },
        nilo,
      );
    expect(solve('')).toEqual({ ok: false, fault: 'changed-meanwhile' });
    expect(solve('Se cambió el puerto.').ok).toBe(true);
    expect(solve().ok).toBe(true);
  });

  test('may always add a note, because it takes nothing away', () => {
    const note = applyStep(changed, { ...seen, action: 'note', text: 'Llamó la vecina' }, berta, POLICY, now);
    expect(note.ok && kinds(note.value)).toEqual(['noted']);
  });

  test('a supervisor may do everything that the state allows', () => {
    expect(actionsOf(atLevel2(), sara, POLICY)).toEqual([
      'take',
      'describe',
      'note',
      'record-solution',
      'identify',
    ]);
    expect(actionsOf(atLevel2(), ana, POLICY)).toEqual(['note']);
  });
});
