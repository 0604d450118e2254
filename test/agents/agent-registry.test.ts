import { describe, expect, it } from 'vitest';
import type { Agent } from '../../src/agents/agent.ts';
import { AgentRegistry } from '../../src/agents/agent-registry.ts';
import type { AgentProfile } from '../../src/agents/events.ts';

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
  const registry = new AgentRegistry((before, after) => told.push([before, after]));
  return { registry, told };
}

describe('the registry', () => {
  it('tells of everybody who changed, with what they were before', () => {
    const { registry, told } = scene();
    registry.upsert(profile, 1);
    registry.setWill('ana', { kind: 'ready' }, 2);
    expect(told.map(([before, after]) => [before?.will.kind, after?.will.kind])).toEqual([
      [undefined, 'off'],
      ['off', 'ready'],
    ]);
  });

  it('tells nothing when nothing changed, or of strangers', () => {
    const { registry, told } = scene();
    registry.upsert(profile, 1);
    registry.upsert({ ...profile }, 2);
    registry.setWill('ana', { kind: 'off' }, 3);
    registry.setPhone('nobody', 'registered');
    expect(told).toHaveLength(1);
  });

  it('keeps what an agent does when their profile changes', () => {
    const { registry } = scene();
    registry.upsert(profile, 1);
    registry.offer('ana', 'c1', 2);
    registry.upsert({ ...profile, queues: ['averias', 'comercial'] }, 3);
    expect(registry.get('ana')).toMatchObject({
      work: { kind: 'offered', call: 'c1' },
      profile: { queues: ['averias', 'comercial'] },
    });
  });

  it('puts an agent back as they were before a restart without telling of it', () => {
    const { registry, told } = scene();
    const other = scene();
    other.registry.upsert(profile, 1);
    const agent = other.registry.get('ana');
    if (agent) registry.restore(agent);
    registry.upsert(profile, 9);
    expect([registry.all(), told]).toEqual([[agent], []]);
    registry.dismiss('ana', 10);
    expect(registry.get('ana')).toBeNull();
  });
});
