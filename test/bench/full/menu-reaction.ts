import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openPhone, type SipPhone } from '../../../src/sip-phone/sip-phone.ts';
import { waitUntil, within } from '../../kit/wait-until.ts';
import { appQueueSide } from '../app-queue-side.ts';
import { pairsOf } from '../blocks.ts';
import { newCaller } from '../caller-number.ts';
import { percentile, shown } from '../figures.ts';
import { ourSide } from '../our-side.ts';
import { compared, type Row } from '../table.ts';
import type { Ground, LongGroup } from './ground.ts';
import { type Voice, VoicePort } from './voice.ts';

/** P15: from the end of a key to the first packet of what is said next. */
export const menuReaction: LongGroup = { ids: ['P15'], run };

const TIMES = 2;
const P95_MS = 120;
/** Callers in the menu at a time, and how many each line of them brings in a block. */
const AT_ONCE = 5;
const SPOKEN_MS = 200;
/** No packet for so long: the prompt is over, and only a key brings the next one. */
const SILENCE_MS = 400;
/** A prompt has more packets than this. */
const PROMPT_PACKETS = 25;
const PROMPT_WITHIN_MS = 15_000;
const REACTS_WITHIN_MS = 5_000;

async function run({ folder, sides, say, quick, despiteLoad }: Ground): Promise<Row[]> {
  say('P15: starting both sides …');
  const crew = { agents: 1 };
  const yardstick = await appQueueSide(join(folder, 'menu-app-queue'), crew);
  sides.push(yardstick);
  const ours = await ourSide(join(folder, 'menu-cauce'), { crew });
  sides.push(ours);
  const measure = async (line: string, name: string) => {
    const reactions = await reactionsOf(line, quick ? 2 : 8);
    const at = (share: number) => percentile(reactions, share);
    say(`P15  ${name}, ${reactions.length} keys: p50 ${shown(at(0.5))}, p95 ${shown(at(0.95), 'ms')}`);
    return { p50: at(0.5), p95: at(0.95) };
  };
  const found = await pairsOf(
    { yardstick, ours, say, despiteLoad },
    'P15',
    side => measure(side === ours ? ours.menu : yardstick.menu, side === ours ? side.name : 'Background()'),
    { pairs: quick ? 1 : 4 },
  );
  const figures = (which: 'p50' | 'p95') =>
    found?.map(pair => ({ ours: pair.ours[which], theirs: pair.theirs[which] })) ?? null;
  const bar = { atMost: TIMES };
  return [
    compared(
      {
        id: 'P15',
        what: 'key in a menu → next prompt p95, beside Background()',
        unit: 'ms',
        bar,
        limit: { atMost: P95_MS },
      },
      figures('p95'),
    ),
    compared({ what: 'key in a menu → next prompt p50', unit: 'ms', bar }, figures('p50')),
  ];
}

/** Calls in which 1 is pressed once the menu has spoken; key up → next packet, ms. */
async function reactionsOf(line: string, each: number): Promise<number[]> {
  const phone = await openPhone({ sound: false, codecs: ['PCMU'] });
  const port = await VoicePort.open();
  try {
    const lanes = Array.from({ length: AT_ONCE }, async (_, lane) => {
      // Not in step, for they would wait for one another.
      await pause(lane * 100);
      const found: number[] = [];
      for (let call = 0; call < each; call += 1) found.push(await reaction(phone, port, line));
      return found;
    });
    return (await Promise.all(lanes)).flat();
  } finally {
    port.close();
    await phone.close();
  }
}

async function reaction(phone: SipPhone, port: VoicePort, line: string): Promise<number> {
  const call = phone.call(line, { from: newCaller() });
  await call.answered;
  if (!call.theirs) throw new Error('a call has no voice');
  const voice = port.voice(call.theirs);
  await promptOver(voice);
  const up = await voice.press('1');
  const heard = await within(REACTS_WITHIN_MS, 'the next prompt', voice.nextHeard());
  const until = voice.heard + PROMPT_PACKETS;
  await waitUntil(() => voice.heard >= until, {
    what: 'what was heard goes on, for it is a prompt',
    every: 20,
  });
  voice.hush();
  await call.hangUp();
  return heard - up;
}

/** What comes stops coming. */
async function promptOver(voice: Voice): Promise<void> {
  let since: number | undefined;
  await waitUntil(
    () => {
      since ??= voice.heardAt;
      const { heardAt } = voice;
      return (
        since !== undefined &&
        heardAt !== undefined &&
        heardAt - since > SPOKEN_MS &&
        performance.now() - heardAt > SILENCE_MS
      );
    },
    { within: PROMPT_WITHIN_MS, what: 'the menu has spoken', every: 20 },
  );
}
