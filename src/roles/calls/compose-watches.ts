import type { Endpoint } from '../../agents/ports.ts';
import type { Call } from '../../calls/call.ts';
import { keyOf } from '../../calls/journal/centre-state.ts';
import type { CentreData } from '../../calls/ports/settings.ts';
import type { CallShedding } from '../../calls/ports/shedding.ts';
import type { Telephony } from '../../calls/ports/telephony.ts';
import { CancelledCalls } from '../../calls/watches/cancelled-calls.ts';
import { LONG_CALL_MS, LongCalls } from '../../calls/watches/long-calls.ts';
import { OverloadWatch } from '../../calls/watches/overload.ts';
import { Refusals, type StoredRefusals } from '../../calls/watches/refusals.ts';
import { TrunkAway } from '../../calls/watches/trunk-away.ts';
import { TrunkWatch } from '../../calls/watches/trunk-watch.ts';
import { VoiceTroubles } from '../../calls/watches/voice-troubles.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Alarm } from '../../supervision/events.ts';
import * as alarms from './alarms.ts';

export interface CallWatchesParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly dayOf: (at: number) => string;
  readonly telephony: Pick<Telephony, 'watch'>;
  readonly shedding: CallShedding;
  /** The least delay of this process's event loop since it was last asked, ms. */
  readonly loopMs: () => number;
  readonly isByTrunk: (endpoint: Endpoint) => boolean;
  /** Whether the trunk answers; null: not known, or there is none. */
  readonly trunkReachable: () => Promise<boolean | null>;
  readonly settings: () => CentreData;
  readonly calls: {
    call(id: string): Call | null;
    callOfLeg(channel: string): string | null;
    allCalls(): readonly Call[];
    setStates(states: Readonly<Record<string, unknown>>): void;
  };
  /** Those of an earlier process. */
  readonly refusals: StoredRefusals | null;
  readonly raise: (alarm: Omit<Alarm, 'since'>) => void;
  readonly clear: (alarm: string) => void;
}

/** What is watched of all calls together, each with its alarm. */
export interface CallWatches {
  readonly trunk: TrunkWatch;
  readonly trunkAway: TrunkAway;
  readonly voiceTroubles: VoiceTroubles;
  readonly longCalls: LongCalls;
  readonly refusals: Refusals;
  readonly overload: OverloadWatch;
  readonly cancelled: CancelledCalls;
  start(): void;
  stop(): void;
}

export function composeWatches(parts: CallWatchesParts): CallWatches {
  const { clock, log, dayOf, telephony, settings, calls, raise, clear } = parts;
  const trunk = new TrunkWatch({
    call: channel => calls.call(calls.callOfLeg(channel) ?? ''),
    isByTrunk: parts.isByTrunk,
    onRefused: answer => raise(alarms.trunkRefuses(answer)),
    onAccepted: () => clear(alarms.TRUNK),
  });
  const trunkAway = new TrunkAway({
    clock,
    reachable: parts.trunkReachable,
    onAway: () => {
      log.warn('the trunk does not answer');
      raise(alarms.trunkAway);
    },
    onBack: () => {
      log.info('the trunk answers again');
      clear(alarms.trunkAway.id);
    },
  });
  const voiceTroubles = new VoiceTroubles({
    clock,
    ticketOf: call => calls.call(call)?.ticket ?? null,
    changed: trouble => {
      const name = settings().people.find(({ id }) => id === trouble.agent)?.displayName ?? trouble.agent;
      raise(alarms.voicesBad(trouble, name));
    },
    over: agent => clear(alarms.voiceId(agent)),
  });
  const longCalls = new LongCalls({
    clock,
    log,
    calls: () => calls.allCalls(),
    watch: channel => telephony.watch(channel),
    tooLongMs: () => settings().policies.longCallMs ?? LONG_CALL_MS,
    onTooLong: tooLong => {
      const [oldest] = tooLong;
      if (!oldest) clear('long-calls');
      else {
        const tickets = tooLong.map(({ ticket }) => ticket);
        raise(alarms.callsTooLong(tickets, clock.now() - oldest.arrivedAt));
      }
    },
  });
  const refusals = new Refusals(
    {
      clock,
      dayOf,
      changed: today => {
        if (today) raise(alarms.callsRefused(today));
        else clear('refused-calls');
      },
      keep: counted => calls.setStates({ [keyOf.refusals]: counted }),
    },
    parts.refusals,
  );
  const overload = new OverloadWatch({
    clock,
    log,
    shedding: parts.shedding,
    loopMs: parts.loopMs,
    counted: total => refusals.countShed(total),
    began: () => raise(alarms.overloaded),
    ended: () => clear(alarms.overloaded.id),
  });
  const cancelled = new CancelledCalls({
    clock,
    changed: lately => {
      if (lately) raise(alarms.callsCancelled(lately));
      else clear('cancelled-calls');
    },
  });
  return {
    trunk,
    trunkAway,
    voiceTroubles,
    longCalls,
    refusals,
    overload,
    cancelled,
    start() {
      trunkAway.start();
      voiceTroubles.start();
      longCalls.start();
      refusals.start();
      overload.start();
    },
    stop() {
      trunkAway.stop();
      voiceTroubles.stop();
      longCalls.stop();
      overload.stop();
      refusals.stop();
      cancelled.stop();
    },
  };
}
