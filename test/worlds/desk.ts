import type { List } from '../../src/http/shapes/list.ts';
import type { SipAccount, WhoAmI } from '../../src/http/shapes/session.ts';
import type { TicketCard, TicketPage } from '../../src/tickets/events.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { LiveView } from './live-view.ts';

/** A logged-in person, as the API sees one. */
export class Desk {
  readonly me: WhoAmI;
  private readonly url: string;
  private readonly cookie: string;

  private constructor(url: string, cookie: string, me: WhoAmI) {
    this.url = url;
    this.cookie = cookie;
    this.me = me;
  }

  static async logIn(url: string, username: string, password: string): Promise<Desk> {
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ username, password }),
    });
    if (!answer.ok) throw new Error(`log-in of ${username}: ${answer.status} ${await answer.text()}`);
    const cookie = (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const me = (await answer.json()) as WhoAmI;
    const desk = new Desk(url, cookie, me);
    if (me.confidentialityAccepted) return desk;
    return new Desk(url, cookie, await desk.post<WhoAmI>('/session/confidentiality', { accepted: true }));
  }

  /** The account of this person's browser telephone. */
  get phone(): SipAccount {
    if (!this.me.phone) throw new Error(`${this.me.person.username} has no telephone`);
    return this.me.phone;
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.send<Answer>('GET', path);
  }

  post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
    return this.send<Answer>('POST', path, body);
  }

  patch<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.send<Answer>('PATCH', path, body);
  }

  async raw(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        cookie: this.cookie,
        origin: this.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** What this person's page sees; close it when done. */
  watch(): LiveView {
    return new LiveView(this.url, this.cookie);
  }

  /** The number of the ticket that was opened last; '' where there is none. */
  async newestTicket(): Promise<string> {
    const { items } = await this.get<List<TicketCard>>('/tickets');
    return items[0]?.number ?? '';
  }

  /** Waits until a ticket is as it should be. */
  async ticketUntil(
    number: string,
    what: string,
    fits: (ticket: TicketPage) => boolean,
  ): Promise<TicketPage> {
    const look = async () => {
      const ticket = await this.get<TicketPage>(`/tickets/${number}`);
      return fits(ticket) ? ticket : null;
    };
    return waitUntil(look, { what: `ticket ${number} ${what}`, within: 15_000, every: 100 });
  }

  /**
   * A step on a ticket as its page takes it: when a job moved the ticket between reading and posting (409), the page
   * reads it again and repeats the step.
   */
  async step(number: string, step: { action: string } & Record<string, unknown>): Promise<TicketPage> {
    return waitUntil(
      async () => {
        const { version } = await this.get<TicketPage>(`/tickets/${number}`);
        const answer = await this.raw('POST', `/tickets/${number}/actions`, { ...step, version });
        if (answer.status === 409) return null;
        if (!answer.ok) throw new Error(`${step.action}: ${answer.status} ${await answer.text()}`);
        return (await answer.json()) as TicketPage;
      },
      { what: `step ${step.action} on ${number}`, within: 5_000, every: 100 },
    );
  }

  private async send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.raw(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as Answer;
  }
}
