import WebSocket from 'ws';
import type { SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { within } from '../kit/wait-until.ts';
import { callerNumber, subscriberOf } from './caller-number.ts';
import { quiet } from './hand-over.ts';
import type { OurAgent } from './our-agents.ts';
import type { BenchSide } from './side.ts';

/** How long the card may take before it counts as never. */
const LONGEST_MS = 5_000;
const TALK_MS = 200;

/**
 * From the INVITE at an agent's telephone to the message with this caller on that agent's page, in milliseconds;
 * zero when the card was there first. Calls come one after the other to idle agents.
 */
export async function screenPops(
  side: BenchSide,
  agents: readonly OurAgent[],
  httpPort: number,
  calls: number,
): Promise<number[]> {
  const pages = await Promise.all(agents.map(agent => AgentPage.open(agent, httpPort)));
  const customers = await openPhone({ sound: false });
  try {
    const pops: number[] = [];
    for (let i = 0; i < calls; i++)
      pops.push(await onePop(side, customers, pages, callerNumber(7_000_000 + i)));
    return pops;
  } finally {
    for (const page of pages) page.close();
    await customers.close();
    await quiet(side);
  }
}

async function onePop(
  side: BenchSide,
  customers: SipPhone,
  pages: readonly AgentPage[],
  number: string,
): Promise<number> {
  const rings = new Promise<{ at: number; agent: string }>(resolve => {
    side.agents.onInvite(call => {
      call.ring();
      setTimeout(() => void call.answer(), TALK_MS);
      resolve({ at: call.momentOf('invite-received') ?? performance.now(), agent: call.calledUser });
    });
  });
  const call = customers.call(side.line, { from: number });
  const { at, agent } = await within(LONGEST_MS, 'an agent’s telephone rings', rings);
  // A desk telephone's account is named after its person.
  const page = pages.find(one => agent.endsWith(one.username));
  const shown = page ? await page.shows(number) : Number.POSITIVE_INFINITY;
  await call.hangUp();
  return Math.max(0, shown - at);
}

/** The live socket of one agent's page, without the page. */
class AgentPage {
  readonly username: string;
  readonly #socket: WebSocket;
  readonly #seen: { at: number; text: string }[] = [];
  #tell: (() => void) | undefined;

  private constructor(username: string, socket: WebSocket) {
    this.username = username;
    this.#socket = socket;
    socket.on('message', data => {
      this.#seen.push({ at: performance.now(), text: String(data) });
      this.#tell?.();
    });
  }

  static async open(agent: OurAgent, httpPort: number): Promise<AgentPage> {
    const socket = new WebSocket(`ws://127.0.0.1:${httpPort}/live`, {
      headers: { cookie: agent.client.cookie },
    });
    const page = new AgentPage(agent.username, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.send(JSON.stringify({ kind: 'hello', epoch: null, seq: 0 }));
    return page;
  }

  /** When this number first stood in a message; infinity when it does not within five seconds. */
  shows(number: string): Promise<number> {
    return new Promise(resolve => {
      const finish = (at: number) => {
        clearTimeout(timer);
        this.#tell = undefined;
        resolve(at);
      };
      const timer = setTimeout(() => finish(Number.POSITIVE_INFINITY), LONGEST_MS);
      this.#tell = () => {
        const found = this.#seen.find(one => one.text.includes(subscriberOf(number)));
        if (found) finish(found.at);
      };
      this.#tell();
    });
  }

  close(): void {
    this.#socket.close();
  }
}
