import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { legsOf } from './call-control.ts';
import type { Telephony } from './ports.ts';
import { type Arrivals, arrive } from './telephone-events.ts';

/** How often a failed listing is tried again before the next reconnect does it, and how long between, ms. */
const LIST_TRIES = 20;
const LIST_RETRY_MS = 250;

/**
 * Compares what we know with what lives on the telephone system, after a restart and after each reconnect:
 * calls go on where they were, callers we never heard of are taken in, legs and bridges of nobody are removed.
 * Everything a call missed meanwhile follows from which of its channels are left.
 */
export async function reconcile(
  parts: Arrivals & {
    telephony: Telephony;
    log: Log;
  },
): Promise<{ kept: number; ended: number; found: number; orphans: number }> {
  const { telephony, calls, log } = parts;
  const snapshot = await list(telephony, parts.clock);
  const alive = new Set(snapshot.channels.map(channel => channel.id));
  const ours = new Set(calls.allCalls().flatMap(call => [call.id, ...legsOf(call)]));
  const before = calls.allCalls();
  for (const call of before) calls.post(call.id, { kind: 'recover', alive });

  let found = 0;
  let orphans = 0;
  for (const channel of snapshot.channels) {
    if (!channel.ours || ours.has(channel.id) || calls.callOfLeg(channel.id)) continue;
    const [role, dialled, from] = channel.args;
    if (role === 'inbound') {
      found += 1;
      const { callerNumber, callerName } = channel;
      arrive(
        { channel: channel.id, callerNumber, callerName, dialled: dialled ?? '', from: from ?? 'trunk' },
        parts,
      );
    } else {
      orphans += 1;
      await telephony.hangUp(channel.id, 'normal');
    }
  }
  const bridges = new Set(
    calls.allCalls().flatMap(({ phase }) => (phase.kind === 'talking' ? [phase.bridge] : [])),
  );
  for (const bridge of snapshot.bridges) {
    if (!bridge.id.startsWith('bridge-') || bridges.has(bridge.id)) continue;
    orphans += 1;
    await telephony.destroyBridge(bridge.id);
  }
  const kept = before.filter(call => alive.has(call.id)).length;
  const result = { kept, ended: before.length - kept, found, orphans };
  log.info(result, 'calls compared with the telephone system');
  return result;
}

async function list(telephony: Telephony, clock: Clock): ReturnType<Telephony['snapshot']> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await telephony.snapshot();
    } catch (error) {
      if (tries >= LIST_TRIES) throw error;
      await new Promise<void>(resolve => clock.after(LIST_RETRY_MS, resolve));
    }
  }
}
