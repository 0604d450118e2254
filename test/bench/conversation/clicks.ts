import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { WhoAmI } from '../../../src/http/shapes/session.ts';
import type { PhoneCall } from '../../../src/sip-phone/phone-call.ts';
import { openPhone } from '../../../src/sip-phone/sip-phone.ts';
import { AGENT_HZ, CUSTOMER_HZ } from '../../browser/voices.ts';
import { launchBrowser } from '../../kit/browser.ts';
import { momentHeard, untilHears } from '../../kit/listening.ts';
import { tone, writeMicrophoneTone } from '../../kit/tone.ts';
import { ToneTrail } from '../../kit/tone-trail.ts';
import { waitUntil, within } from '../../kit/wait-until.ts';
import type { Desk } from '../../worlds/desk.ts';
import { DeskPage } from '../../worlds/desk-page.ts';
import { DeskPhone, deskAgent } from '../../worlds/desk-phone.ts';
import type { LiveView } from '../../worlds/live-view.ts';
import { percentile } from '../figures.ts';
import type { Ground } from '../full/ground.ts';
import { added, compared, type Row } from '../table.ts';
import { BareScript } from './bare-script.ts';
import { Talks } from './talks.ts';

const SUPERVISOR_HZ = 1_150;
const COLLEAGUE_HZ = 1_000;
const COLLEAGUE = 'colega';
const ANSWER_TIMES = 1.5;
const MORE_MS = 50;
const HEARD_WITHIN_MS = 15_000;

/** What is measured, and until when. */
const SPANS = {
  answer: 'answer → both hear each other',
  supervise: 'listen → the supervisor hears the agent',
  hold: 'hold → the customer does not hear the agent any more',
  resume: 'resume → the customer hears the agent',
  swap: 'swap → the customer hears the agent instead of music',
  complete: 'complete → the customer hears the colleague',
  join: 'join → the customer hears the colleague too',
} as const;
type Span = keyof typeof SPANS;
type Spans = Record<Span, number[]>;

/** A call, and what may be done with it: by a key in the page, or by the script. */
interface Hands {
  /** Rings the agent's page; `call` is the customer, who says their tone. */
  ring(): Promise<PhoneCall>;
  /** What becomes of the call once the agent has pressed the key; the script joins the two itself. */
  answered(): Promise<void>;
  /** Resolves with the moment at which it was ordered. */
  supervise(): Promise<number>;
  leave(): Promise<void>;
  hold(): Promise<number>;
  resume(): Promise<number>;
  /** A colleague is asked, answers at once and says their tone; the customer hears music. */
  consult(): Promise<void>;
  swap(): Promise<number>;
  complete(): Promise<number>;
  join(): Promise<number>;
  end(call: PhoneCall): Promise<void>;
}

/** All by `performance.now()` of this process; pages tell their moments in epoch ms. */
const here = (epochMs: number): number => epochMs - (Date.now() - performance.now());

/**
 * C3: from a click in the page to what is heard of it at the far end, beside a bare script that does the same on the same
 * Asterisk, with the same telephones and the same pages, in turn. The answer is a key in the page on both sides. What else
 * the script does begins with its first request: the page, the network and the server between are what we add. A key is pressed
 * when the page has drawn what there is to see before it: nobody is quicker than that.
 */
export async function clicks(ground: Ground): Promise<Row[]> {
  const { say, quick } = ground;
  // A call is completed or joined: 40 of each.
  const rounds = ground.rounds ?? (quick ? 2 : 80);
  const talks = await Talks.open(ground);
  const stage = await Stage.open(talks);
  ground.sides.push(stage);
  const ours = stage.ours();
  const script = stage.scripts();
  const [mine, theirs] = [noSpans(), noSpans()];
  for (let round = 0; round < rounds; round += 1) {
    const pair = [
      [ours, mine],
      [script, theirs],
    ] as const;
    for (const [hands, spans] of round % 2 === 0 ? pair : [...pair].reverse()) {
      const found = await measured(stage, hands, Math.floor(round / 2) % 2 === 0 ? 'complete' : 'join');
      for (const [span, ms] of found) spans[span].push(ms);
      const told = found.map(([span, ms]) => `${span} ${Math.round(ms)}`).join(', ');
      say(`C3  ${hands === ours ? 'Cauce ' : 'script'}  ${told}`);
    }
  }
  return Object.keys(SPANS).flatMap(name => rowsOf(name as Span, mine, theirs));
}

const noSpans = (): Spans => ({
  answer: [],
  supervise: [],
  hold: [],
  resume: [],
  swap: [],
  complete: [],
  join: [],
});

function rowsOf(span: Span, mine: Spans, theirs: Spans): Row[] {
  const at = (share: number) => [
    { ours: percentile(mine[span], share), theirs: percentile(theirs[span], share) },
  ];
  const head = span === 'answer' ? { id: 'C3' } : {};
  const p95 = { ...head, what: `${SPANS[span]}, p95 beside a script`, unit: 'ms' };
  const p50 = { what: `   p50 of ${mine[span].length} and ${theirs[span].length}`, unit: 'ms' };
  return span === 'answer'
    ? [
        compared({ ...p95, bar: { atMost: ANSWER_TIMES } }, at(0.95)),
        compared({ ...p50, bar: { atMost: ANSWER_TIMES } }, at(0.5)),
      ]
    : [
        added({ ...p95, bar: { atMost: MORE_MS } }, at(0.95)),
        added({ ...p50, bar: { atMost: MORE_MS } }, at(0.5)),
      ];
}

/** One call, with everything that is measured in it, ms. */
async function measured(
  { desk, supervisor }: Stage,
  hands: Hands,
  last: 'complete' | 'join',
): Promise<[Span, number][]> {
  const found: [Span, number][] = [];
  const call = await hands.ring();
  const agents = new ToneTrail(call, AGENT_HZ);
  const colleagues = new ToneTrail(call, COLLEAGUE_HZ);
  const heard = async (trail: ToneTrail, since: number, what: string) => {
    await call.until(() => trail.firstAfter(since) !== undefined, HEARD_WITHIN_MS, what);
    return (trail.firstAfter(since) ?? Number.NaN) - since;
  };
  try {
    await desk.does('answer').waitFor();
    await drawn(desk.page);
    const [, inPage] = await Promise.all([
      hands.answered(),
      within(HEARD_WITHIN_MS, 'the agent hears the customer', momentHeard(desk.page, CUSTOMER_HZ)),
      desk.press('F2'),
    ]);
    const pressed = here(await touched(desk.page));
    const atCustomer = await heard(agents, pressed, 'the customer hears the agent');
    found.push(['answer', Math.max(atCustomer, here(inPage) - pressed)]);

    const supervises = within(
      HEARD_WITHIN_MS,
      'the supervisor hears',
      momentHeard(supervisor.page, AGENT_HZ),
    );
    const listens = await hands.supervise();
    found.push(['supervise', here(await supervises) - listens]);
    await hands.leave();

    const holds = await hands.hold();
    await call.until(() => agents.endAfter(holds) !== undefined, HEARD_WITHIN_MS, 'the customer is on hold');
    found.push(['hold', (agents.endAfter(holds) ?? Number.NaN) - holds]);
    found.push(['resume', await heard(agents, await hands.resume(), 'the customer is back')]);

    await hands.consult();
    await call.until(() => agents.endAfter(0) !== undefined, HEARD_WITHIN_MS, 'the customer hears music');
    await untilHears(desk.page, COLLEAGUE_HZ, 'the agent hears the colleague');
    found.push(['swap', await heard(agents, await hands.swap(), 'the customer has the agent')]);
    found.push([last, await heard(colleagues, await hands[last](), 'the customer hears the colleague')]);
  } finally {
    agents.stop();
    colleagues.stop();
    await hands.end(call);
  }
  return found;
}

const drawn = (page: Page) => page.evaluate('new Promise(done => requestIdleCallback(done))');

const touched = (page: Page): Promise<number> => page.evaluate<number>('cauceEar.touched()');

/** The pages and telephones that both sides use. */
class Stage {
  readonly talks: Talks;
  readonly supervisor: DeskPage;
  readonly colleague: {
    readonly desk: Desk;
    /** What they see: of others' pages not all do. */
    readonly view: LiveView;
    readonly phone: DeskPhone;
    readonly line: string;
  };
  readonly customer: DeskPhone;
  readonly script: BareScript;
  private readonly closings: readonly (() => unknown)[];

  private constructor(
    parts: Pick<Stage, 'talks' | 'supervisor' | 'colleague' | 'customer' | 'script'> & {
      closings: readonly (() => unknown)[];
    },
  ) {
    this.talks = parts.talks;
    this.supervisor = parts.supervisor;
    this.colleague = parts.colleague;
    this.customer = parts.customer;
    this.script = parts.script;
    this.closings = parts.closings;
  }

  static async open(talks: Talks): Promise<Stage> {
    const { centre } = talks;
    const admin = await centre.logIn('admin');
    const wish = { username: COLLEAGUE, queues: ['comercial'] };
    const { desk, phone } = await deskAgent(centre, wish, admin);
    phone.answersByItself = true;
    const customer = new DeskPhone(await openPhone());
    customer.answersByItself = true;
    const folder = mkdtempSync(join(tmpdir(), 'cauce-supervisor-'));
    const microphone = join(folder, 'supervisor.wav');
    writeMicrophoneTone(microphone, SUPERVISOR_HZ);
    const browser = await launchBrowser({ microphone });
    const supervisor = await DeskPage.logIn(browser, talks.page, 'supervisor');
    await supervisor.page.goto(`${talks.page.webUrl}/supervisor`);
    await supervisor.phoneIsRegistered();
    const script = await BareScript.open(centre.asterisk.ariUrl);
    const stage = new Stage({
      talks,
      supervisor,
      colleague: { desk, view: desk.watch(), phone, line: `sp-${COLLEAGUE}` },
      customer,
      script,
      closings: [
        () => script.close(),
        () => stage.colleague.view.close(),
        () => browser.close(),
        () => phone.phone.close(),
        () => customer.phone.close(),
        () => rmSync(folder, { recursive: true }),
      ],
    });
    return stage;
  }

  get desk(): DeskPage {
    return this.talks.desk;
  }

  async stop(): Promise<void> {
    for (const close of this.closings) await close();
  }

  /** By keys in the agent's page and a click in the supervisor's. */
  ours(): Hands {
    const { desk, supervisor, talks, colleague } = this;
    let id = '';
    const key = (name: string) => async () => {
      await drawn(desk.page);
      await desk.press(name);
      return here(await touched(desk.page));
    };
    return {
      async ring() {
        const card = desk.page.waitForResponse(answer => answer.url().includes('/recordings?ticket='));
        const [call] = await Promise.all([talks.customer(), card]);
        return call;
      },
      async answered() {
        await desk.callIs('talking');
        id = (await desk.page.locator('[data-call-id]').getAttribute('data-call-id')) ?? '';
      },
      async supervise() {
        await supervisor.page.locator(`[data-live-call="${id}"] [data-action=supervise-listen]`).click();
        return here(await touched(supervisor.page));
      },
      async leave() {
        await supervisor.does('leave-supervision').click();
        await supervisor.page.locator('body[data-sip-call=none]').waitFor({ state: 'attached' });
      },
      hold: key('F4'),
      async resume() {
        await desk.page.locator('[data-hold=true]').waitFor();
        return key('F4')();
      },
      consult: async () => {
        await desk.page.locator('[data-hold=false]').waitFor();
        const body = JSON.stringify({ colleague: colleague.desk.me.person.id, note: '' });
        const json = `{ 'content-type': 'application/json' }`;
        await desk.page.evaluate(
          `fetch('/api/v1/calls/${id}/consult', { method: 'POST', headers: ${json}, body: '${body}' })`,
        );
        await this.colleagueSpeaks();
        await desk.page.locator('[data-colleague=aside]').waitFor();
      },
      swap: key('Shift+F4'),
      complete: key('F7'),
      join: key('Shift+F7'),
      async end(call) {
        await talks.clear({ id, call });
        await wrapUp(colleague, id);
      },
    };
  }

  /** By the bare script. */
  scripts(): Hands {
    const { script, desk, supervisor, colleague, customer } = this;
    const legs = { customer: '', agent: '', colleague: '', ear: '', supervisor: '' };
    let agentAnswered: Promise<void>;
    let talk = '';
    let aside = '';
    const ordered = (work: () => Promise<void>) => async () => {
      const at = performance.now();
      await work();
      return at;
    };
    return {
      ring: async () => {
        const { port } = customer.phone.address;
        const first = await script.dial(`PJSIP/demo-trunk/sip:cliente@127.0.0.1:${port}`);
        const call = await customer.nextCall();
        await first.answered;
        void call.play(tone(CUSTOMER_HZ));
        legs.customer = first.id;
        await script.music(legs.customer, true);
        talk = await script.bridge();
        const second = await script.dial(`PJSIP/${await lineOf(desk.page)}`);
        legs.agent = second.id;
        agentAnswered = second.answered;
        return call;
      },
      async answered() {
        await agentAnswered;
        await script.music(legs.customer, false);
        await script.join(talk, legs.customer, legs.agent);
      },
      supervise: ordered(async () => {
        const whisper = await script.bridge();
        legs.ear = await script.snoop(legs.agent);
        const line = await lineOf(supervisor.page);
        const leg = await script.dial(`PJSIP/${line}`, { 'X-Cauce-Answer': 'auto' });
        legs.supervisor = leg.id;
        await leg.answered;
        await script.join(whisper, legs.ear, legs.supervisor);
      }),
      async leave() {
        await script.clear(legs.ear, legs.supervisor);
        await supervisor.page.locator('body[data-sip-call=none]').waitFor({ state: 'attached' });
      },
      hold: ordered(async () => {
        await script.leave(talk, legs.customer);
        await script.music(legs.customer, true);
      }),
      resume: ordered(async () => {
        await script.music(legs.customer, false);
        await script.join(talk, legs.customer);
      }),
      consult: async () => {
        await script.leave(talk, legs.customer);
        await script.music(legs.customer, true);
        const leg = await script.dial(`PJSIP/${colleague.line}`);
        legs.colleague = leg.id;
        await this.colleagueSpeaks();
        await leg.answered;
        aside = await script.bridge();
        await script.leave(talk, legs.agent);
        await script.join(aside, legs.agent, legs.colleague);
      },
      swap: ordered(async () => {
        await script.leave(aside, legs.agent);
        await script.leave(aside, legs.colleague);
        await script.music(legs.colleague, true);
        await script.music(legs.customer, false);
        await script.join(talk, legs.customer, legs.agent);
      }),
      complete: ordered(async () => {
        await script.leave(talk, legs.agent);
        await script.music(legs.colleague, false);
        await script.join(talk, legs.colleague);
      }),
      join: ordered(async () => {
        await script.music(legs.colleague, false);
        await script.join(talk, legs.colleague);
      }),
      async end() {
        await script.clear();
        await desk.page.locator('body[data-sip-call=none]').waitFor({ state: 'attached' });
        await desk.stateIs('ready');
      },
    };
  }

  /** The colleague's telephone has answered by itself, and says their tone. */
  private async colleagueSpeaks(): Promise<void> {
    const call = await this.colleague.phone.nextCall();
    await call.answer();
    void call.play(tone(COLLEAGUE_HZ));
  }
}

/** A colleague who had a part in the call wraps it up. */
async function wrapUp({ desk, view }: Stage['colleague'], call: string): Promise<void> {
  const workOf = () => view.agents.get(desk.me.person.id)?.work.kind;
  await waitUntil(
    async () => {
      const wish = { disposition: 'en-seguimiento', note: '' };
      if (workOf() === 'wrap-up') await desk.raw('POST', `/calls/${call}/disposition`, wish);
      return workOf() === 'idle';
    },
    { what: 'the colleague is free again', within: 20_000, every: 100 },
  );
}

/** The account of a page's telephone. */
async function lineOf(page: Page): Promise<string> {
  const who = await page.evaluate<WhoAmI>(`fetch('/api/v1/session').then(answer => answer.json())`);
  return who.phone?.user ?? '';
}
