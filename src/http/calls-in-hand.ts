import type { Session } from '../agents/ports.ts';
import { sessionAccount } from '../agents/sip-account.ts';
import type { AgentPicture, CallPicture } from '../supervision/events.ts';
import { lineOf } from '../supervision/parts.ts';
import type { CentreLink } from '../supervision/ports.ts';

/** The calls process hears of an ended session within this time, and says from then on what it keeps, ms. */
const TOLD_MS = 10_000;

interface InHand {
  readonly agent: AgentPicture;
  /** The call's id, and its picture as long as it is drawn. */
  readonly call: string;
  readonly picture: CallPicture | null;
}

/**
 * The calls people have in hand, as the calls process shows them: which of them a session that has ended keeps, and
 * whether a session has somebody's voice on its telephone.
 */
export class CallsInHand {
  private readonly centre: Pick<CentreLink, 'picture' | 'connected'>;
  private readonly serverKey: Buffer;

  constructor(centre: Pick<CentreLink, 'picture' | 'connected'>, serverKey: Buffer) {
    this.centre = centre;
    this.serverKey = serverKey;
  }

  /** Whether this person rings, talks or wraps up. */
  has(person: string | null): boolean {
    return this.of(person) !== null;
  }

  /** The call that is all this ended session may still do, or null. */
  keptBy(session: Session, now: number): string | null {
    const hand = this.of(session.personId);
    if (hand === null || isRinging(hand) || !this.isOnItsTelephone(session, hand)) return null;
    const { agent, call } = hand;
    if (agent.leaving?.call === call && agent.leaving.lines.includes(this.lineOf(session))) return call;
    const isToldSoon = now - session.expiresAt < TOLD_MS || !this.centre.connected();
    return isToldSoon && agent.work.since <= session.expiresAt ? call : null;
  }

  /** Whether somebody talks on the telephone of this session, or is being called from it. */
  talks(session: Session): boolean {
    // Of two calls, the one that their voice is in.
    const hand = this.of(session.personId);
    const phase = hand?.picture?.phase;
    return (
      hand !== null &&
      hand.agent.work.kind !== 'wrap-up' &&
      (phase === 'talking' || phase === 'dialling' || (phase === 'offered' && !isRinging(hand))) &&
      this.isOnItsTelephone(session, hand)
    );
  }

  /** Whether a call is on the telephone of a person's session, whatever is known of the session itself. */
  isOnTelephoneOf(session: string): boolean {
    const line = this.lineOf({ id: session, kind: 'person' });
    const picture = this.centre.picture()?.picture;
    return (
      picture?.calls.some(call => call.line === line || call.wrapUps?.some(each => each.line === line)) ??
      false
    );
  }

  /** The ticket of a call that is drawn, or null. */
  ticketOf(call: string): string | null {
    return this.centre.picture()?.picture.calls.find(({ id }) => id === call)?.ticket ?? null;
  }

  private of(person: string | null): InHand | null {
    const picture = this.centre.picture()?.picture;
    const agent = picture?.agents.find(({ id }) => id === person);
    if (!picture || !agent || agent.work.kind === 'idle') return null;
    const { call } = agent.work;
    return { agent, call, picture: picture.calls.find(({ id }) => id === call) ?? null };
  }

  /** A desk telephone is that of every session of its person. */
  private isOnItsTelephone(session: Session, { agent, picture }: InHand): boolean {
    const line = picture ? lineOf(agent.id, picture) : null;
    return agent.phoneKind === 'sip' || line === null || line === this.lineOf(session);
  }

  private lineOf(session: Pick<Session, 'id' | 'kind'>): string {
    return sessionAccount(this.serverKey, session).user;
  }
}

/** Their telephone is rung, and they have not answered yet. */
function isRinging({ agent, picture }: InHand): boolean {
  return picture?.phase === 'offered' && picture.agent === agent.id && !picture.agentUp;
}
