import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Call } from './call.ts';
import { channelsOf, waitsBeside } from './call-parties.ts';
import type { StillThere } from './inputs.ts';
import { outsideLegs, snoopsIn, supervisorLegs } from './legs.ts';
import type { LostCalls } from './lost-calls.ts';
import type { Telephony } from './ports/telephony.ts';
import type { TelephonySnapshot } from './ports/telephony-events.ts';
import { recordingsOf } from './rules/recording.ts';
import { type Arrivals, arrive } from './telephone-events.ts';

/** How often a failed listing is tried again before the next reconnect does it, and how long between, ms. */
const LIST_TRIES = 20;
const LIST_RETRY_MS = 250;

/** How the ids of our bridges begin: those of talks, and those in which an agent hears a network. */
const BRIDGE = 'bridge-';
const EARLY = 'early-';
const RECORDING = 'calls/';

/** Channels whose ids we chose: they are ours even before they are answered. */
const DIALLED = /^leg-|-out-[0-9a-f-]{36}$/;

/**
 * Compares what we know with what lives on the telephone system, after a restart and after each reconnect:
 * calls go on where they were, callers we never heard of are taken in, legs and bridges of nobody are removed. Calls
 * whose state was lost go on first of all (lost-calls.ts).
 * Everything a call missed meanwhile follows from which of its channels are left. Nobody is offered to an agent before
 * all callers are back at their places.
 */
export async function reconcile(
  parts: Arrivals & {
    telephony: Telephony;
    lost: LostCalls;
    log: Log;
  },
): Promise<{ kept: number; ended: number; found: number; orphans: number }> {
  const { telephony, calls, lost, log } = parts;
  calls.offer(false);
  const snapshot = await list(telephony, parts.clock);
  const there = stillThere(snapshot);
  const alone = await lost.takeUp(snapshot);
  const before = calls.allCalls();
  const ours = new Set([...alone.channels, ...before.flatMap(channelsOf)]);
  // What waits beside a talk goes before it: it is told when the talk is found to be over.
  const [beside, others] = [before.filter(waitsBeside), before.filter(call => !waitsBeside(call))];
  for (const call of [...beside, ...others]) calls.post(call.id, { kind: 'recover', ...there });

  let found = 0;
  let orphans = 0;
  for (const channel of snapshot.channels) {
    if (ours.has(channel.id) || !(channel.ours || DIALLED.test(channel.id))) continue;
    const [role, dialled, from] = channel.args;
    // A customer whose call goes on without them was not heard to be let go.
    if (role === 'inbound' && !calls.call(channel.id)) {
      found += 1;
      const { id, callerNumber, callerName, source } = channel;
      arrive(
        {
          channel: id,
          callerNumber: parts.toLine(callerNumber),
          callerName,
          dialled: dialled ?? '',
          from: from ?? 'trunk',
          source: source ?? '',
        },
        parts,
      );
    } else {
      orphans += 1;
      await telephony.hangUp(channel.id, 'finished');
    }
  }
  const bridges = new Set([...alone.bridges, ...calls.allCalls().flatMap(bridgesOf)]);
  for (const bridge of snapshot.bridges) {
    const isOurs = bridge.id.startsWith(BRIDGE) || bridge.id.startsWith(EARLY);
    if (!isOurs || bridges.has(bridge.id)) continue;
    orphans += 1;
    await telephony.destroyBridge(bridge.id);
  }
  const snoops = new Set(calls.allCalls().flatMap(snoopsOf));
  for (const snoop of snapshot.snoops) {
    if (snoops.has(snoop)) continue;
    orphans += 1;
    await telephony.hangUp(snoop, 'finished');
  }
  const recorded = new Set(calls.allCalls().flatMap(call => recordingsOf(call).map(({ name }) => name)));
  for (const recording of snapshot.recordings) {
    const isNobodys = recording.startsWith(RECORDING) && !recorded.has(recording);
    if (!isNobodys || alone.recordings.has(recording)) continue;
    // Its call is over, and the leg that it hears may be in another one.
    orphans += 1;
    await telephony.stopRecording(recording);
  }
  calls.offer(true);
  const kept = before.filter(call => there.alive.has(call.id)).length;
  const result = { kept, ended: before.length - kept, found, orphans };
  log.info(result, 'calls compared with the telephone system');
  return result;
}

function bridgesOf({ phase }: Call): string[] {
  if (phase.kind === 'dialling') return phase.early ? [phase.early.bridge] : [];
  const early = 'legs' in phase ? outsideLegs(phase).flatMap(leg => leg.early?.bridge ?? []) : [];
  if (phase.kind === 'handed-out') return [phase.bridge];
  if (phase.kind !== 'talking') return early;
  const ears = supervisorLegs(phase).flatMap(({ ear }) => ear?.bridge ?? []);
  return [phase.bridge, ...(phase.aside === undefined ? [] : [phase.aside]), ...early, ...ears];
}

const snoopsOf = ({ phase }: Call): string[] =>
  phase.kind === 'talking' ? supervisorLegs(phase).flatMap(({ ear }) => (ear ? snoopsIn(ear) : [])) : [];

function stillThere({ channels, bridges }: TelephonySnapshot): StillThere {
  const answered = channels.filter(channel => channel.ours && channel.answered);
  const own = bridges.filter(bridge => bridge.id.startsWith(BRIDGE));
  return {
    alive: new Set(channels.map(channel => channel.id)),
    answered: new Set(answered.map(channel => channel.id)),
    bridged: new Map(own.flatMap(({ id, channels: inIt }) => inIt.map(channel => [channel, id] as const))),
  };
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
