import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RosterSync } from '../../src/calls/roster-sync.ts';
import { centreData, person, quiet, SmallCentre } from './small-centre.ts';

let centre: SmallCentre;
let roster: RosterSync;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis']).start();
  roster = centre.roster;
});

afterEach(() => centre.close());

describe('people and sessions', () => {
  it('a new agent is registered, off until they say otherwise', () => {
    roster.syncPeople(centreData([person('ana'), person('luis'), person('eva')]));
    expect(centre.calls.registry.get('eva')).toMatchObject({ will: { kind: 'off' }, phone: 'unreachable' });
  });

  it('that a telephone answers by itself holds for the next call', async () => {
    await centre.ready('ana');
    roster.syncPeople(centreData([person('ana', { autoAnswer: true }), person('luis')]));
    await centre.waits();
    await quiet();
    expect(centre.board.dialled.at(-1)).toMatchObject({ byItself: true });
  });

  it('a change of queues holds at once for who waits', async () => {
    await centre.ready('ana');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'off' } });
    roster.syncPeople(centreData([person('ana', { queues: ['comercial'] }), person('luis')]));
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'ready' } });
    const call = await centre.waits();
    expect(centre.phaseOf(call)).toBe('waiting');
    roster.syncPeople(centreData([person('ana'), person('luis')]));
    await quiet();
    expect(centre.phaseOf(call)).toBe('offered');
  });

  it('who is no agent any more, or not active, is removed and forgotten by the journal', async () => {
    roster.syncPeople(
      centreData([
        person('ana', { active: false }),
        person('luis', { role: 'supervisor', telephone: false }),
      ]),
    );
    await quiet();
    expect(centre.calls.registry.all()).toEqual([]);
    expect([...centre.journal.states.keys()].filter(key => key.startsWith('agent:'))).toEqual([]);
  });

  it('who logs out takes no calls, though their desk telephone stays registered', async () => {
    await centre.ready('ana');
    roster.syncSessions([], centre.data);
    const call = await centre.waits();
    expect(centre.calls.registry.get('ana')).toMatchObject({ will: { kind: 'off' }, phone: 'registered' });
    expect(centre.phaseOf(call)).toBe('waiting');
  });
});
