import { setTimeout as pause } from 'node:timers/promises';
import { rankProgram } from '../../../src/launcher/priority.ts';
import type { OutgoingCall } from '../../../src/sip-phone/outgoing-call.ts';
import type { PhoneCall } from '../../../src/sip-phone/phone-call.ts';
import type { CallPicture } from '../../../src/supervision/events.ts';
import { startTalkingCentre, type TalkingCentre } from '../../browser/talking-centre.ts';
import { answers } from '../../browser/voices.ts';
import { PageRoad } from '../../kit/page-road.ts';
import { waitUntil } from '../../kit/wait-until.ts';
import type { CentreWorld } from '../../worlds/centre.ts';
import type { Desk } from '../../worlds/desk.ts';
import { DeskPage } from '../../worlds/desk-page.ts';
import type { LiveView } from '../../worlds/live-view.ts';
import { onTheSwitch } from '../../worlds/on-the-switch.ts';
import type { Ground } from '../full/ground.ts';
import type { TwoNetworks } from './two-networks.ts';

/** What the agents of the demo centre are called who have a page here. */
const AGENT = 'agente1';

/** A talk between a customer's telephone and the agent's page. */
export interface Talk {
  readonly id: string;
  readonly call: PhoneCall;
}

/**
 * A whole centre, an agent at a real browser whose page comes over a road that can be cut, and customers with a tone. The
 * centre is what the tests start, with the ranks of its processes that `npm start` gives them.
 */
export class Talks {
  readonly centre: CentreWorld;
  readonly road: PageRoad;
  readonly talking: TalkingCentre;
  readonly desk: DeskPage;
  readonly office: Desk;
  private readonly floor: LiveView;
  private customers = 0;

  private constructor(parts: { road: PageRoad; talking: TalkingCentre; desk: DeskPage; office: Desk }) {
    ({ road: this.road, talking: this.talking, desk: this.desk, office: this.office } = parts);
    this.centre = parts.talking.centre;
    this.floor = parts.office.watch();
  }

  /** `networks`: the browser is in the machine of these, and not in this one. */
  static async open(
    { say, sides }: Pick<Ground, 'say' | 'sides'>,
    networks: TwoNetworks | null = null,
  ): Promise<Talks> {
    say('The conversation: starting a centre and a browser …');
    const road = await PageRoad.open(networks?.server);
    const origin = `http://${road.address}`;
    const talking = await startTalkingCentre(
      { CAUCE_PUBLIC_HOST: road.address },
      networks ? { elsewhere: { program: networks.chromium, origin }, mediaAddress: networks.server } : {},
    );
    const { centre, browser } = talking;
    let floor: LiveView | undefined;
    sides.push({
      async stop() {
        floor?.close();
        await talking.stop();
        await road.close();
      },
    });
    road.leadTo(centre.webUrl);
    // As `npm start` does it.
    for (const [name, rank] of [
      ['calls', 'telephone'],
      ['web', 'pages'],
      ['worker', 'jobs'],
    ] as const) {
      rankProgram(centre.role(name).pid, rank);
    }
    const page = { webUrl: origin, password: centre.password };
    const desk = await DeskPage.logIn(browser, page, AGENT);
    await desk.ready();
    const talks = new Talks({ road, talking, desk, office: await centre.logIn('supervisor') });
    floor = talks.floor;
    return talks;
  }

  /** Where the pages are, behind the road. */
  get page(): { readonly webUrl: string; readonly password: string } {
    return { webUrl: `http://${this.road.address}`, password: this.centre.password };
  }

  /** Another customer, who calls, and says their tone without pause. */
  customer(): Promise<OutgoingCall> {
    this.customers += 1;
    return this.talking.customerCalls(`0414777${String(this.customers).padStart(4, '0')}`);
  }

  /** A customer calls, the agent answers, and both hear each other. */
  async talk(): Promise<Talk> {
    const call = await this.customer();
    const id = await answers(this.desk, call);
    return { id, call };
  }

  /** The call as supervisors see it; undefined once it is over. */
  picture(id: string): CallPicture | undefined {
    return this.floor.calls.get(id);
  }

  /** Channels on the switch. */
  async channels(): Promise<number> {
    return (await onTheSwitch<unknown[]>(this.centre, 'channels')).length;
  }

  /** Whatever became of a round: the agent is free again and nothing is left. */
  async clear(talk: Talk): Promise<void> {
    this.road.set('open');
    await talk.call.hangUp();
    await waitUntil(
      async () => {
        const area = this.desk.page.locator('[data-call]').first();
        const kind = await area.getAttribute('data-call');
        if (kind === 'wrap-up') await this.desk.press('F8', '3', 'Enter', 'Enter');
        // A conference goes on without its customer.
        if (kind === 'talking' && (await this.desk.page.locator('[data-customer-left]').isVisible()))
          await this.desk.press('F9');
        return kind === 'idle';
      },
      { what: 'the agent is free again', within: 40_000, every: 500 },
    );
    await this.desk.phoneIsRegistered();
    // Who was without a telephone for 15 s is offered no call before they say that they are back.
    await this.desk.ready();
    await waitUntil(async () => (await this.channels()) === 0, {
      what: 'nothing is left on the switch',
      within: 20_000,
      every: 100,
    });
    // The agent's work ends a moment after the page has said so.
    await pause(200);
  }
}
