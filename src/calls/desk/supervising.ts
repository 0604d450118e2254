import type { CallControl } from '../call-control.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import { customerLeg, supervisorLegs } from '../legs.ts';
import type { LineKeeper } from '../lines/line-keeper.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import type { CentreData } from '../ports/settings.ts';
import { isAsking } from '../rules/helping.ts';
import { modeOf } from '../rules/supervision-told.ts';
import { mayBeTaken } from '../rules/taking-over.ts';
import { OK } from './outcome.ts';

/** What supervisors ask of calls that others talk in. */
export class Supervising {
  private readonly parts: {
    readonly calls: CallControl;
    readonly lines: LineKeeper;
    readonly settings: () => CentreData;
  };

  constructor(parts: Supervising['parts']) {
    this.parts = parts;
  }

  seeHelp({ call: id, by }: CommandOf<'see-help'>): CommandOutcome {
    const { calls } = this.parts;
    const call = calls.call(id);
    if (!call) return { ok: false, code: 'call-gone' };
    if (!isAsking(call.help)) return { ok: false, code: 'help-over' };
    calls.post(id, { kind: 'help-seen', by });
    return OK;
  }

  /** For all who are in it; who of ours gave the customer there is in it no more, and cannot. */
  endHandedOut({ call: id, by }: CommandOf<'end-handed-out'>): CommandOutcome {
    const { calls } = this.parts;
    const phase = calls.call(id)?.phase.kind;
    if (phase === undefined || phase === 'ending') return { ok: false, code: 'call-gone' };
    if (phase !== 'handed-out') return { ok: false, code: 'talk-over' };
    calls.post(id, { kind: 'ask-end', by });
    return OK;
  }

  /** One call at a time, and none beside one's own: the same telephone would ring for both. */
  supervise({ agent: person, call, mode, line, rows = [] }: CommandOf<'supervise'>): CommandOutcome {
    const { calls, lines, settings } = this.parts;
    const phase = calls.call(call)?.phase;
    if (!phase || phase.kind === 'ending') return { ok: false, code: 'call-gone' };
    if (phase.kind !== 'talking') return { ok: false, code: 'talk-over' };
    if (phase.agent === person) return { ok: false, code: 'own-call' };
    const present = calls.registry.get(person);
    const own = line === undefined || present?.profile.phoneKind === 'sip' ? null : lines.endpointAt(line);
    const endpoint = own !== null && lines.reaches(own) ? own : lines.endpointOf(person);
    if (!present || endpoint === null) return { ok: false, code: 'phone-not-ready' };
    if ((present.supervises ?? call) !== call) return { ok: false, code: 'supervises-other' };
    if (present.work.kind === 'wrap-up') return { ok: false, code: 'wrap-up-first' };
    if (present.work.kind !== 'idle') return { ok: false, code: 'own-call-first' };
    if (mode === 'take-over') {
      if (!customerLeg(phase)) return { ok: false, code: 'take-over-nobody' };
      if (!mayBeTaken(phase)) return { ok: false, code: 'take-over-not-now' };
      const queue = present.profile.queues[0] ?? settings().queues[0]?.name ?? '';
      calls.post(call, { kind: 'ask-take-over', person, endpoint, queue, rows });
      return OK;
    }
    const seen = settings().policies.supervisionSeen ?? DEFAULT_POLICIES.supervisionSeen;
    calls.post(call, { kind: 'ask-supervise', person, endpoint, mode, seen });
    return OK;
  }

  /** Their page was loaded anew. A leg at another telephone of theirs has the voice, and stays. */
  rejoin({ agent: person, call, line }: CommandOf<'rejoin-supervision'>): CommandOutcome {
    const { calls, lines } = this.parts;
    const phase = calls.call(call)?.phase;
    const legs = phase?.kind === 'talking' ? supervisorLegs(phase) : [];
    const leg = legs.find(each => each.person === person);
    if (!leg) return { ok: false, code: 'call-gone' };
    const endpoint = lines.endpointAt(line);
    if (leg.endpoint !== endpoint && lines.reaches(leg.endpoint))
      return { ok: false, code: 'call-elsewhere' };
    if (!lines.reaches(endpoint)) return { ok: false, code: 'phone-not-ready' };
    const { seen } = leg;
    calls.post(call, { kind: 'ask-supervise', person, endpoint, mode: modeOf(leg), seen, again: true });
    return OK;
  }

  end({ agent: person, call }: CommandOf<'end-supervision'>): CommandOutcome {
    const { calls } = this.parts;
    if (calls.registry.get(person)?.supervises !== call) return { ok: false, code: 'call-gone' };
    calls.post(call, { kind: 'ask-unsupervise', person });
    return OK;
  }
}
