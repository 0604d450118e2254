import { aloud } from '../../ivr/aloud.ts';
import { PROMPTS } from '../../ivr/prompts.ts';
import { type Call, nextId, type Voicemail } from '../call.ts';
import type { DirectMissed } from '../events.ts';
import type { Surroundings } from '../inputs.ts';
import type { Order } from '../orders.ts';
import { fact, first, type Step, step } from '../step.ts';

/** A greeting lasts no longer, ms. */
const GREETING_MS = 30_000;

/** The agent for whom alone a call is did not take it: the caller may leave a message. Whatever rang has been ended. */
export function toVoicemail(call: Call, to: string, why: DirectMissed, around: Surroundings): Step {
  const answer: Order[] = call.up ? [] : [{ kind: 'answer', channel: call.id }];
  const missed = fact({ kind: 'direct-missed', at: around.now, agent: to, why });
  return first(
    [{ kind: 'cancel-timer', name: 'only' }, missed, ...answer],
    greet({ ...call, up: true }, to, why),
  );
}

/** The caller is told what to do; the tone follows (phases/voicemail.ts). */
export function greet(call: Call, to: string, why?: DirectMissed): Step {
  const named = nextId(call, 'playback');
  const known = why === undefined ? {} : { why };
  const phase: Voicemail = { kind: 'voicemail', to, ...known, stage: 'greeting', playback: named.id };
  const sounds = aloud([{ kind: 'file', name: PROMPTS.leaveMessage }]);
  return step(
    { ...named.call, phase },
    { kind: 'timer', name: 'message', ms: GREETING_MS },
    { kind: 'play', channel: call.id, playback: named.id, sounds },
  );
}
