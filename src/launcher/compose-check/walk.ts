import { setTimeout as wait } from 'node:timers/promises';
import type { OutgoingCall } from '../../sip-phone/outgoing-call.ts';
import { openPhone } from '../../sip-phone/sip-phone.ts';

export type CentreDoors = {
  readonly web: string;
  readonly sipPort: number;
  readonly password: string;
};

/** Milliseconds from the first INVITE, and the order that the call opened. */
export type Walked = {
  readonly answeredMs: number;
  readonly heardMs: number;
  readonly ticket: string;
  readonly ticketMs: number;
};

/** A line of the demo centre's first customer, who owes nothing. */
const CALLER = '04145550101';
const SERVICE_NUMBER = '*626';
/** Sees every order. */
const LOG_IN = 'supervisor';
const ANSWER_WITHIN_MS = 15_000;
const VOICE_WITHIN_MS = 10_000;
const TICKET_WITHIN_MS = 15_000;
const POLL_MS = 100;
const REQUEST_WITHIN_MS = 5_000;
/** The greeting is louder than this, dBFS; a line without voice is at -120. */
const VOICE_DBFS = -50;
const WINDOW_MS = 500;

/**
 * One call through the centre: *626 is dialled, the menu answers and speaks, and an order stands in the list of the API.
 * Throws with what did not come.
 */
export async function walkOneCall({ web, sipPort, password }: CentreDoors): Promise<Walked> {
  const api = new Api(web);
  await api.logIn(password);
  const before = new Set(await api.tickets());
  const phone = await openPhone();
  try {
    const began = performance.now();
    const since = () => Math.round(performance.now() - began);
    const call = phone.call(`sip:${SERVICE_NUMBER}@127.0.0.1:${sipPort}`, { from: CALLER });
    await within(call.answered, ANSWER_WITHIN_MS, `${SERVICE_NUMBER} is not answered`);
    const answeredMs = since();
    await call.until(speaks, VOICE_WITHIN_MS, 'the voice of the menu');
    const heardMs = since();
    const ticket = await newTicket(api, before);
    const ticketMs = since();
    await call.hangUp();
    return { answeredMs, heardMs, ticket, ticketMs };
  } finally {
    await phone.close();
  }
}

function speaks(call: OutgoingCall): boolean {
  return call.earpiece.level(WINDOW_MS) > VOICE_DBFS;
}

async function newTicket(api: Api, before: ReadonlySet<string>): Promise<string> {
  const until = performance.now() + TICKET_WITHIN_MS;
  while (performance.now() < until) {
    const opened = (await api.tickets()).find(number => !before.has(number));
    if (opened !== undefined) return opened;
    await wait(POLL_MS);
  }
  throw new Error(`no order was opened within ${TICKET_WITHIN_MS} ms`);
}

async function within<Value>(promise: Promise<Value>, ms: number, what: string): Promise<Value> {
  const limit = new AbortController();
  try {
    return await Promise.race([
      promise,
      wait(ms, undefined, { signal: limit.signal }).then(() => {
        throw new Error(`${what} within ${ms} ms`);
      }),
    ]);
  } finally {
    limit.abort();
  }
}

/** The API as a page uses it: a cookie, and the origin of the page. */
class Api {
  private readonly web: string;
  private cookie = '';

  constructor(web: string) {
    this.web = web;
  }

  async logIn(password: string): Promise<void> {
    const answer = await this.ask('POST', '/session', { username: LOG_IN, password });
    this.cookie = answer.headers
      .getSetCookie()
      .map(text => text.split(';')[0])
      .join('; ');
    await this.ask('POST', '/session/confidentiality', { accepted: true });
  }

  /** The numbers of the newest orders. */
  async tickets(): Promise<string[]> {
    const answer = await this.ask('GET', '/tickets');
    const { items } = (await answer.json()) as { items: { number: string }[] };
    return items.map(item => item.number);
  }

  private async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${this.web}/api/v1${path}`, {
      method,
      headers: {
        origin: this.web,
        cookie: this.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(REQUEST_WITHIN_MS),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}
