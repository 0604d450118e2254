import { describe, expect, test } from 'vitest';
import type { CallFact } from '../../src/calls/events.ts';
import { jobsOfFacts, oneForEachCall } from '../../src/tickets/call-jobs.ts';
import type { PlannedJob } from '../../src/tickets/jobs.ts';
import { answered, arrived, call, callBack, disposed, ended, NOON, queued } from './scene.ts';

const together = (facts: readonly CallFact[], id = 'c1'): PlannedJob[] => {
  const story = call(facts, id);
  return jobsOfFacts(
    facts.map((fact, seq) => ({ node: 'n', seq, at: fact.at, call: id, fact })),
    () => story,
  );
};
/** Of facts that are saved one after the other. */
const planned = (facts: readonly CallFact[], id = 'c1'): PlannedJob[] => {
  const story = call(facts, id);
  return facts.flatMap((fact, seq) =>
    jobsOfFacts([{ node: 'n', seq, at: fact.at, call: id, fact }], () => story),
  );
};
const names = (jobs: readonly PlannedJob[]) => jobs.map(one => one.job.name);

describe('the jobs of a call', () => {
  test('end with its answer: the end of the talk changes no ticket', () => {
    const jobs = planned([arrived(), queued(NOON + 1), answered(NOON + 2), ended(NOON + 3)]);
    expect(names(jobs)).toEqual(['open-ticket', 'follow-call', 'follow-call']);
  });

  test('end with its end when the talk was lost and the customer left the line', () => {
    const lost = { kind: 'agent-leg-lost', at: NOON + 3, agent: 'ana' } as const;
    const talked = [arrived(), queued(NOON + 1), answered(NOON + 2), lost, queued(NOON + 3)];
    expect(planned([...talked, ended(NOON + 9, 'caller', 'waiting')]).at(-1)?.key).toBe(
      `follow-call.c1.call-ended.${NOON + 9}`,
    );
  });

  test('end with its end when nobody answered, or when it was a call-back', () => {
    expect(names(planned([arrived(), ended(NOON + 3, 'caller', 'welcome')]))).toEqual([
      'open-ticket',
      'follow-call',
    ]);
    const back = planned([callBack(NOON), answered(NOON + 1), ended(NOON + 2)]);
    expect(back.at(-1)?.key).toBe(`follow-call.c1.call-ended.${NOON + 2}`);
  });

  test('close the promise for which it was made when it is answered, once, whether it has a ticket or none', () => {
    const made = { ...callBack(NOON), scheduled: 'p1' } as CallFact;
    const kept = (facts: readonly CallFact[]) =>
      planned(facts).filter(({ job }) => job.name === 'scheduled-call-kept');
    expect(kept([made, ended(NOON + 2)])).toEqual([]);
    expect(kept([callBack(NOON), answered(NOON + 1)])).toEqual([]);
    const job = { name: 'scheduled-call-kept', scheduled: 'p1', at: NOON + 1 };
    const once = { job, runAt: NOON + 1, key: 'scheduled-call-kept.p1.c1' };
    expect(kept([made, answered(NOON + 1), ended(NOON + 2)])).toEqual([once]);
    const among = { ...made, direction: 'internal', ticket: '', opensTicket: false } as CallFact;
    expect(planned([among, answered(NOON + 1)])).toEqual([once]);
  });

  test('do what the disposition says with all that was written, and over what', () => {
    const written = { solution: 'Se cambió el cable.', solutionBase: 'Se cambió el puerto.' };
    const chosen = { ...disposed(NOON + 3, 'solved'), ...written };
    expect(planned([arrived(), answered(NOON + 1), ended(NOON + 2), chosen]).at(-1)?.job).toEqual({
      name: 'apply-disposition',
      call: 'c1',
      chosen: { by: 'ana', disposition: 'solved', note: '', at: NOON + 3 },
      ...written,
    });
  });

  test('do what each agent chose who had a part in it', () => {
    const sent = {
      kind: 'transferred',
      at: NOON + 2,
      agent: 'ana',
      queue: 'comercial',
      note: '',
      wrapUp: true,
      talkedMs: 1,
    } as const;
    const all = [
      arrived(),
      answered(NOON + 1),
      sent,
      queued(NOON + 2),
      answered(NOON + 3, 'berta'),
      ended(NOON + 5),
    ];
    const jobs = planned([...all, disposed(NOON + 6, 'b', '', 'berta'), disposed(NOON + 7, 'a')]);
    expect(jobs.slice(-2).map(({ job, key }) => [key, 'chosen' in job && job.chosen?.by])).toEqual([
      [`apply-disposition.c1.berta.${NOON + 6}`, 'berta'],
      [`apply-disposition.c1.ana.${NOON + 7}`, 'ana'],
    ]);
  });

  test('follow whoever turns out to call, also after the answer', () => {
    const late = { kind: 'caller-identified', at: NOON + 5, customer: 'k1', by: 'line' } as const;
    expect(planned([arrived(), answered(NOON + 1), late]).at(-1)?.key).toBe(
      `follow-call.c1.caller-identified.${NOON + 5}`,
    );
  });
});

describe('facts that are saved together', () => {
  test('ask once for each call that its ticket is brought up to it, and for all else', () => {
    const talk = [arrived(), queued(NOON + 1), answered(NOON + 2)];
    expect(together(talk).map(({ key }) => key)).toEqual(['open-ticket.c1']);
    expect(together([...talk, ended(NOON + 3), disposed(NOON + 4, 'solved')]).map(({ key }) => key)).toEqual([
      'open-ticket.c1',
      `apply-disposition.c1.ana.${NOON + 4}`,
    ]);
  });
});

describe('jobs that are handed over together', () => {
  test('are one for each call, which does the others also', () => {
    const one = planned([arrived(), queued(NOON + 1)]);
    const other = planned([arrived()], 'c2');
    const deadline: PlannedJob = { job: { name: 'attention-limit', ticket: 'OA' }, runAt: NOON, key: 'a' };
    const folded = oneForEachCall([...one, deadline, ...other]);
    expect(folded.map(({ key }) => key)).toEqual(['open-ticket.c1', 'a', 'open-ticket.c2']);
    expect(folded[0]?.job).toEqual({
      name: 'open-ticket',
      call: 'c1',
      also: [`follow-call.c1.queued.${NOON + 1}`],
    });
    expect(folded.slice(1)).toEqual([deadline, ...other]);
  });
});
