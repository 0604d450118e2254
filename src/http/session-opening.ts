import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '../agents/ports.ts';
import type { Deed } from '../audit/events.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { can } from '../rights/capabilities.ts';
import type { Visitor } from './access.ts';
import { CONFIDENTIALITY } from './confidentiality.ts';
import { draftKey } from './draft-key.ts';
import { DEVICE_KNOWN_MS } from './known-devices.ts';
import type { LogInDesk } from './log-in.ts';
import type { From } from './log-in-steps.ts';
import type { WebParts } from './parts.ts';
import { personCard } from './people-routes.ts';
import { cookieName, cookieOptions } from './session-cookies.ts';
import { type SessionDesk, sessionMs } from './session-desk.ts';
import type { WhoAmI } from './shapes/session.ts';
import { browserAccount } from './telephone-account.ts';

type Page = Pick<FastifyRequest, 'host' | 'protocol' | 'cookies' | 'ip'>;
/** What opened a session beside the password. */
type Proof = Extract<Deed, { kind: 'logged-in' }>['data'];

/** Opens the session of a person who has proven who they are, and tells a page who it is of. */
export class SessionOpening {
  private readonly parts: WebParts;
  private readonly sessions: SessionDesk;
  private readonly logIns: LogInDesk;
  private readonly secure: boolean;
  private readonly deviceName: string;
  /** The cookie's name. */
  readonly name: string;

  constructor(parts: WebParts, sessions: SessionDesk, logIns: LogInDesk) {
    this.parts = parts;
    this.sessions = sessions;
    this.logIns = logIns;
    this.secure = parts.config.tls !== null;
    this.name = cookieName('person', this.secure);
    this.deviceName = cookieName('device', this.secure);
  }

  /** Where a try comes from. */
  from({ ip, cookies }: Pick<FastifyRequest, 'ip' | 'cookies'>): From {
    return { address: ip, deviceCookie: cookies[this.deviceName] };
  }

  /**
   * A browser holds one log-in: the old one ends, so that its token is worth nothing any more. While its telephone has a
   * voice on it, nobody else takes the page: `browser-in-call`.
   */
  async requireFree(page: Page): Promise<void> {
    const before = await this.sessions.visitor(page.cookies[this.name]);
    if (before !== null && this.sessions.talks(before.session)) throw new CauceError('browser-in-call');
  }

  /** Fails with `browser-in-call`. */
  async open(person: Person, page: Page, reply: FastifyReply, proof: Proof): Promise<WhoAmI> {
    await this.requireFree(page);
    const before = await this.sessions.visitor(page.cookies[this.name]);
    if (before !== null) await this.sessions.close(before.session);
    const { session, token } = await this.parts.audit.carryOut(
      { person: person.id, address: page.ip },
      [{ kind: 'logged-in', subject: null, data: proof }],
      () => this.sessions.openForPerson(person),
    );
    await this.refreshLines();
    this.parts.log.info({ person: person.id, session: session.id }, 'logged in');
    void reply.setCookie(this.name, token, {
      ...cookieOptions(this.secure),
      maxAge: sessionMs(person) / 1000,
    });
    void reply.setCookie(this.deviceName, this.logIns.remember(person, page.cookies[this.deviceName]), {
      ...cookieOptions(this.secure),
      maxAge: DEVICE_KNOWN_MS / 1000,
    });
    return this.whoAmI({ session, person, only: null }, page);
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, cookieOptions(this.secure));
  }

  /** The line is asked for before the page hears of it; with `calls` away it comes up when `calls` is back. */
  async refreshLines(): Promise<void> {
    await this.parts.centre.command(newId(), { do: 'refresh-sessions' });
  }

  whoAmI({ session, person, only }: Visitor, page: Page): WhoAmI {
    const { config, clock, version } = this.parts;
    const confidentialityAccepted = person.confidentialityAcceptedAt !== null;
    // Whose session ended in a call may have another role by now; the telephone of that call is still theirs.
    const isPhoneUser = only !== null || can(person, 'telephone');
    const inBrowser = confidentialityAccepted && person.phoneKind === 'browser' && isPhoneUser;
    return {
      person: personCard(person),
      ending: only,
      confidentialityAccepted,
      confidentiality: CONFIDENTIALITY,
      phone: inBrowser ? browserAccount(session, page, config, clock.now()) : null,
      centre: { country: config.country, timezone: config.timezone },
      now: clock.now(),
      version,
      draftKey: draftKey(config.serverKey, person.id),
      keys: person.ownKeys ?? {},
    };
  }
}
