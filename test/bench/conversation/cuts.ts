import { setTimeout as pause } from 'node:timers/promises';
import { AGENT_HZ } from '../../browser/voices.ts';
import { momentOf } from '../../kit/page-moment.ts';
import { ToneTrail } from '../../kit/tone-trail.ts';
import { within } from '../../kit/wait-until.ts';
import { percentile, shown } from '../figures.ts';
import type { Ground } from '../full/ground.ts';
import { alone, type Row } from '../table.ts';
import { type Talk, Talks } from './talks.ts';

/** How long the sockets are away, ms. */
const LENGTHS = [3_000, 15_000] as const;
/** So long after they may come again nothing is left that is true on one side only, ms. */
const SETTLED_MS = 2_000;
const BACK_WITHIN_MS = 30_000;

/** What happens while the sockets are away: nothing, or one of the two hangs up. */
const HAPPENINGS = ['nothing', 'the customer hangs up', 'nothing', 'the agent hangs up'] as const;
type Happening = (typeof HAPPENINGS)[number];

interface Cut {
  /** What is not as it should be; empty when all is. */
  readonly ghosts: readonly string[];
  readonly lost: boolean;
  /** From when the sockets may come again until the page's telephone is registered and its news come, ms. */
  readonly back: number;
  /** The longest time that the customer did not hear the agent, who both stayed, ms. */
  readonly hole: number | null;
}

/** C2: the WebSockets of the telephone and of the news are cut in mid-call; their voices go another way. */
export async function cuts(ground: Ground): Promise<Row[]> {
  const { say, quick, rounds } = ground;
  const count = rounds ?? (quick ? 4 : 20);
  const talks = await Talks.open(ground);
  const found: Cut[] = [];
  for (const ms of LENGTHS) {
    for (let round = 0; round < count; round += 1) {
      const happening = HAPPENINGS[round % HAPPENINGS.length] ?? 'nothing';
      const talk = await talks.talk();
      const cut = await cutFor(talks, talk, ms, happening);
      found.push(cut);
      const hole = cut.hole === null ? '' : `, longest hole in the voice ${shown(cut.hole, 'ms')}`;
      const faults = cut.lost ? ': LOST' : cut.ghosts.map(each => `: ${each}`).join('');
      say(`C2  ${ms / 1000} s, ${happening}: back after ${shown(cut.back, 'ms')}${hole}${faults}`);
      await talks.clear(talk);
    }
  }
  const holes = found.flatMap(({ hole }) => hole ?? []);
  const what = `${count} cuts of 3 s and ${count} of 15 s`;
  return [
    alone({ id: 'C2', what: `calls lost in ${what} of both WebSockets`, bar: { atMost: 0 } }, [
      found.filter(({ lost }) => lost).length,
    ]),
    alone({ what: `cuts with a ghost on a side ${SETTLED_MS / 1000} s later`, bar: { atMost: 0 } }, [
      found.filter(({ ghosts }) => ghosts.length > 0).length,
    ]),
    alone({ what: 'sockets may come → page is back, p95', unit: 'ms', bar: { atMost: SETTLED_MS } }, [
      percentile(
        found.map(({ back }) => back),
        0.95,
      ),
    ]),
    alone({ what: 'longest hole in a voice that went on', unit: 'ms', bar: { atMost: 1_000 } }, [
      Math.max(...holes),
    ]),
  ];
}

async function cutFor(talks: Talks, talk: Talk, ms: number, happening: Happening): Promise<Cut> {
  const { desk, road } = talks;
  const { page } = desk;
  const trail = new ToneTrail(talk.call, AGENT_HZ);
  const began = performance.now();
  let hungUp = false;
  let lost = false;
  void talk.call.ended.then(() => {
    lost ||= !hungUp;
  });
  road.set('cut');
  await page.locator('body[data-link-state=away]').waitFor({ state: 'attached' });
  await pause(ms / 2);
  hungUp = happening !== 'nothing';
  if (happening === 'the customer hangs up') await talk.call.hangUp();
  if (happening === 'the agent hangs up') await desk.press('F9');
  await pause(Math.max(0, began + ms - performance.now()));
  const isBack = momentOf(
    page,
    `document.body.dataset.linkState === 'up' && document.body.dataset.phoneState === 'registered'`,
  );
  const mended = Date.now();
  road.set('open');
  await pause(SETTLED_MS);
  const ghosts = await ghostsOf(talks, talk, happening);
  const back =
    (await within(BACK_WITHIN_MS, 'the page is back', isBack).catch(() => Number.POSITIVE_INFINITY)) - mended;
  const hole = happening === 'nothing' ? trail.longestHole(began) : null;
  trail.stop();
  hungUp = true;
  if (happening === 'nothing' && !lost) ghosts.push(...(await deafness(talks, talk)));
  return { ghosts, lost, back, hole };
}

/** Whatever one side believes and another does not. */
async function ghostsOf(talks: Talks, { id }: Talk, happening: Happening): Promise<string[]> {
  const goesOn = happening === 'nothing';
  const [sip, area] = await talks.desk.page.evaluate<[string, string]>(
    `[document.body.dataset.sipCall, document.body.dataset.callState]`,
  );
  const phase = talks.picture(id)?.phase ?? 'over';
  const channels = await talks.channels();
  const ghosts: string[] = [];
  // Customer, agent and the ear of the recording.
  if (channels !== (goesOn ? 3 : 0)) ghosts.push(`${channels} channels on the switch`);
  if (sip !== (goesOn ? 'talking' : 'none')) ghosts.push(`the page's telephone: ${sip}`);
  if (area !== (goesOn ? 'talking' : 'wrap-up')) ghosts.push(`the page shows: ${area}`);
  if ((phase === 'talking') !== goesOn) ghosts.push(`the centre says: ${phase}`);
  return ghosts;
}

/** After a cut the telephone hears the end of its call by its new socket. */
async function deafness({ desk }: Talks, { call }: Talk): Promise<string[]> {
  await call.hangUp();
  const ended = desk.page.locator('body[data-sip-call=none]');
  return ended.waitFor({ state: 'attached', timeout: SETTLED_MS }).then(
    () => [],
    () => ['the page does not hear that the customer hung up'],
  );
}
