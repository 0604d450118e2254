import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Staff } from '../../src/calls/staff.ts';
import { centreData, person, quiet, SmallCentre } from './small-centre.ts';

let centre: SmallCentre;
let staff: Staff;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis']).start();
  staff = centre.staff;
});

afterEach(() => centre.close());

describe('people and sessions', () => {
  it('a new agent is on the floor, off until he says otherwise', () => {
    staff.know(centreData([person('ana'), person('luis'), person('eva')]));
    expect(centre.calls.floor.get('eva')).toMatchObject({ will: { kind: 'off' }, phone: 'unreachable' });
  });

  it('a change of queues holds at once for who waits', async () => {
    await centre.ready('ana');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'off' } });
    staff.know(centreData([person('ana', { queues: ['comercial'] }), person('luis')]));
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'ready' } });
    const call = await centre.waits();
    expect(centre.phaseOf(call)).toBe('waiting');
    staff.know(centreData([person('ana'), person('luis')]));
    await quiet();
    expect(centre.phaseOf(call)).toBe('offered');
  });

  it('who is no agent any more, or not active, is off the floor and forgotten by the journal', async () => {
    staff.know(
      centreData([
        person('ana', { active: false }),
        person('luis', { role: 'supervisor', telephone: false }),
      ]),
    );
    await quiet();
    expect(centre.calls.floor.all()).toEqual([]);
    expect([...centre.journal.states.keys()].filter(key => key.startsWith('agent:'))).toEqual([]);
  });

  it('who logs out takes no calls, though his desk telephone stays registered', async () => {
    await centre.ready('ana');
    staff.present([], centre.data);
    const call = await centre.waits();
    expect(centre.calls.floor.get('ana')).toMatchObject({ will: { kind: 'off' }, phone: 'registered' });
    expect(centre.phaseOf(call)).toBe('waiting');
  });
});
