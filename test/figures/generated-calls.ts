import { MISSED } from '../../src/agents/events.ts';
import type { CallFact } from '../../src/calls/events.ts';

const QUEUES = ['averias', 'comercial', 'nivel-2'];
const AGENTS = ['ana', 'berta', 'luis', 'nilo'];

/**
 * A call's facts, in an order in which they can happen: the menu, queues, offers that are taken or not, holds, transfers, lost
 * agents, moves, numbers outside, and the end. `at` is when it arrives, epoch ms.
 */
export function generatedCall(random: () => number, at: number, direction?: 'in' | 'out'): CallFact[] {
  const chance = (share: number) => random() < share;
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  let now = at;
  const later = (most: number) => {
    now += 1 + Math.floor(random() * most);
    return now;
  };
  const out = direction === undefined ? chance(0.2) : direction === 'out';
  const caller = one(AGENTS);
  const facts: CallFact[] = [
    {
      kind: 'call-arrived',
      at,
      direction: out ? 'out' : 'in',
      ticket: `OA-${at}`,
      opensTicket: !out && chance(0.9),
      callerNumber: `+58414555${String(1000 + Math.floor(random() * 50))}`,
      callerName: '',
      dialled: '*626',
      from: 'trunk',
      agent: out ? caller : null,
    },
  ];
  const end = (phase: string, more: object = {}) => {
    const by = phase === 'welcome' ? one(['caller', 'flow', 'system'] as const) : 'caller';
    const informed = phase === 'welcome' && chance(0.3) ? { informed: true as const } : {};
    facts.push({ kind: 'call-ended', at: later(1), by, phase, cause: 16, ...informed, ...more });
  };
  let queue = '';
  const queued = () => {
    queue = one(QUEUES);
    facts.push({ kind: 'queued', at: later(2_000), queue, topic: 't', priority: 1 });
  };
  /** Rings until somebody answers, or the caller gives up: then null. */
  const line = (): string | null => {
    for (;;) {
      if (chance(0.1)) {
        const from = queue;
        queue = one(QUEUES.filter(other => other !== from));
        facts.push({ kind: 'moved-queue', at: later(9_000), by: 'sara', from, queue });
      }
      if (chance(0.2)) {
        later(40_000);
        end('waiting');
        return null;
      }
      const agent = one(AGENTS);
      const offer = `o${facts.length}`;
      const reasons = { idleMs: 0, passedOver: {}, position: 0 };
      facts.push({ kind: 'offered', at: later(15_000), agent, offer, reasons });
      if (chance(0.25))
        facts.push({ kind: 'offer-ended', at: later(20_000), agent, offer, why: one(MISSED) });
      else if (chance(0.1)) {
        facts.push({ kind: 'offer-ended', at: later(9_000), agent, offer, why: 'caller-left' });
        end('offered');
        return null;
      } else {
        const queuedAt = facts.findLast(fact => fact.kind === 'queued')?.at ?? now;
        facts.push({ kind: 'answered', at: later(9_000), agent, waitedMs: now - queuedAt });
        return agent;
      }
    }
  };
  let agent: string | null = null;
  if (out) {
    if (chance(0.4)) {
      end('dialling');
      return wrappedUp(facts, caller, later, chance);
    }
    agent = caller;
    facts.push({ kind: 'answered', at: later(20_000), agent, waitedMs: 0 });
  } else {
    if (chance(0.6))
      facts.push({
        kind: 'caller-chose',
        at: later(5_000),
        label: { es: 'Motivo', en: 'Reason' },
        value: one([
          { es: 'Avería', en: 'Fault' },
          { es: 'Factura', en: 'Bill' },
        ]),
      });
    if (chance(0.3)) {
      later(9_000);
      end('welcome', chance(0.2) ? { message: true } : {});
      return facts;
    }
    queued();
    agent = line();
  }
  while (agent !== null) {
    const began = now;
    const length = 1_000 + Math.floor(random() * 90_000);
    now += length;
    if (chance(0.2)) {
      const who = { agent, colleague: one(AGENTS.filter(other => other !== agent)) };
      facts.push({ kind: 'consulted', at: began + 10, note: '', ...who });
      facts.push({ kind: 'consult-answered', at: began + 20, ...who });
      facts.push({ kind: 'consult-ended', at: began + 900, why: 'hung-up', ...who });
    }
    const heldMs = chance(0.3) ? Math.floor(length / 4) : 0;
    const spans = { talkedMs: now - began - heldMs, heldMs };
    if (chance(out ? 0.3 : 0.15)) {
      facts.push({ kind: 'agent-leg-lost', at: now, agent, ...spans });
      if (queue === '' || chance(0.3)) queued();
      agent = line();
    } else if (chance(0.2)) {
      const given = { kind: 'transferred', at: now, agent, note: '', wrapUp: false, ...spans } as const;
      if (chance(0.3)) {
        facts.push({ ...given, queue: '', dialled: '+582125550000' });
        end(one(['giving-out', 'handed-out']));
        return facts;
      }
      facts.push({ ...given, queue: '' });
      queued();
      // Given to a menu, which hangs up: they are out of the line unanswered.
      if (chance(0.3)) {
        facts.push({ ...given, at: later(1), queue: '', talkedMs: 0, heldMs: 0 });
        end('welcome');
        return facts;
      }
      agent = line();
    } else {
      now -= 1;
      end('talking', { talkedMs: spans.talkedMs, heldMs });
      return wrappedUp(facts, agent, later, chance);
    }
  }
  return facts;
}

function wrappedUp(
  facts: CallFact[],
  agent: string,
  later: (most: number) => number,
  chance: (share: number) => boolean,
): CallFact[] {
  if (chance(0.5) && facts.some(fact => fact.kind === 'answered')) {
    const mos = chance(0.3) ? 3 : 4.25;
    const toAgent = { ms: 60_000, mos, worstMos: mos, loss: 0, jitterMs: 1 };
    const voice = { toAgent, toCustomer: null, rttMs: 9, causes: [] };
    facts.push({ kind: 'voice-measured', at: later(1), agent, voice });
  }
  if (chance(0.8))
    facts.push({
      kind: 'wrap-up-ended',
      at: later(40_000),
      agent,
      disposition: chance(0.5) ? 'resuelta' : 'escalada',
      note: '',
    });
  return facts;
}
