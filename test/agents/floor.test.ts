import { describe, expect, it } from 'vitest';
import type { Agent } from '../../src/agents/agent.ts';
import type { AgentProfile } from '../../src/agents/events.ts';
import { Floor } from '../../src/agents/floor.ts';

const profile: AgentProfile = {
  id: 'ana',
  username: 'ana',
  displayName: 'Ana',
  role: 'agent',
  level: 1,
  queues: ['averias'],
  phoneKind: 'browser',
};

function scene() {
  const told: [Agent | null, Agent | null][] = [];
  const floor = new Floor((before, after) => told.push([before, after]));
  return { floor, told };
}

describe('the floor', () => {
  it('tells of everybody who changed, with what he was before', () => {
    const { floor, told } = scene();
    floor.know(profile, 1);
    floor.setWill('ana', { kind: 'ready' }, 2);
    expect(told.map(([before, after]) => [before?.will.kind, after?.will.kind])).toEqual([
      [undefined, 'off'],
      ['off', 'ready'],
    ]);
  });

  it('tells nothing when nothing changed, or of strangers', () => {
    const { floor, told } = scene();
    floor.know(profile, 1);
    floor.know({ ...profile }, 2);
    floor.setWill('ana', { kind: 'off' }, 3);
    floor.setPhone('nobody', 'registered');
    expect(told).toHaveLength(1);
  });

  it('keeps what an agent does when his profile changes', () => {
    const { floor } = scene();
    floor.know(profile, 1);
    floor.offer('ana', 'c1', 2);
    floor.know({ ...profile, queues: ['averias', 'comercial'] }, 3);
    expect(floor.get('ana')).toMatchObject({
      work: { kind: 'offered', call: 'c1' },
      profile: { queues: ['averias', 'comercial'] },
    });
  });

  it('puts an agent back as he was before a restart without telling of it', () => {
    const { floor, told } = scene();
    const other = scene();
    other.floor.know(profile, 1);
    const agent = other.floor.get('ana');
    if (agent) floor.restore(agent);
    floor.know(profile, 9);
    expect([floor.all(), told]).toEqual([[agent], []]);
    floor.dismiss('ana', 10);
    expect(floor.get('ana')).toBeNull();
  });
});
