import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import type { CentreWorld } from '../worlds/centre.ts';
import type { Desk } from '../worlds/desk.ts';
import { type DeskPhone, deskAgent } from '../worlds/desk-phone.ts';
import type { LiveView } from '../worlds/live-view.ts';

/** A centre at its work: customers who call, one agent whose desk telephone answers by itself, one who watches. */
export class OneAgent {
  readonly supervisor: Desk;
  readonly floor: LiveView;
  private readonly centre: CentreWorld;
  private readonly customers: SipPhone;
  private readonly agent: { desk: Desk; phone: DeskPhone };

  private constructor(
    centre: CentreWorld,
    customers: SipPhone,
    supervisor: Desk,
    agent: { desk: Desk; phone: DeskPhone },
  ) {
    this.centre = centre;
    this.customers = customers;
    this.supervisor = supervisor;
    this.agent = agent;
    this.floor = supervisor.watch();
  }

  static async at(centre: CentreWorld): Promise<OneAgent> {
    const supervisor = await centre.logIn('supervisor');
    const agent = await deskAgent(centre, { username: 'mesa1' });
    agent.phone.answersByItself = true;
    return new OneAgent(centre, await openPhone(), supervisor, agent);
  }

  /** A customer's call, and the number of the ticket it opened. */
  async dial(number: string, from: string): Promise<{ call: OutgoingCall; ticket: string }> {
    const call = this.customers.call(`sip:${number}@127.0.0.1:${this.centre.sipPort}`, { from });
    await call.answered;
    const last = from.slice(1);
    const shown = await this.floor.callUntil(`the call of ${from}`, each => each.callerNumber.endsWith(last));
    return { call, ticket: shown.ticket };
  }

  /** Where the call of this ticket is, as the supervisor sees it; null when it has ended. */
  phaseOf(ticket: string): CallPicture['phase'] | null {
    return [...this.floor.calls.values()].find(each => each.ticket === ticket)?.phase ?? null;
  }

  /** The agent talks to the caller of this ticket, hangs up and says what it was. */
  async serve(ticket: string): Promise<void> {
    const { id } = await this.floor.callUntil(
      `${ticket} is served`,
      each => each.ticket === ticket && each.phase === 'talking',
      60_000,
    );
    await this.agent.desk.post(`/calls/${id}/hang-up`);
    await this.agent.desk.post(`/calls/${id}/disposition`, { disposition: 'en-seguimiento', note: 'Sigue.' });
  }

  async close(): Promise<void> {
    this.floor.close();
    await this.agent.phone.phone.close();
    await this.customers.close();
  }
}
