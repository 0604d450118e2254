import type { Endpoint, Person, PhoneLine, PhoneLines, Session } from '../../agents/ports.ts';
import { deskUsers, linesDue, sessionAccount } from '../../agents/sip-account.ts';
import type { Clock, Timer } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';

/** A person whose telephone went astray has none for this long, ms, unless an admin lets them have it before. */
const BARRED_MS = 3_600_000;

/** Whose line it is: a person's telephone or a guest's number. */
type Owner = { readonly agent: string } | { readonly guest: string | null };

/** A comparison that failed is tried again after this long, ms. */
const RETRY_MS = 2_000;
/** Lines that are kept for a call are looked at again after this long, ms. */
const IN_USE_LOOK_MS = 5_000;

/**
 * Keeps the telephone system's accounts equal to the live sessions and desk phones, and knows which of them have a
 * contact. `sync` may be called at any time; runs do not overlap and the last call wins.
 *
 *   session opened ──sync──▶ account made ──REGISTER──▶ reachable ──contact lost──▶ not reachable
 *   session ended  ──sync──▶ account removed; one with a call in hand only when that is over and wrapped up
 */
export class LineKeeper {
  private readonly parts: {
    phoneLines: PhoneLines;
    serverKey: Buffer;
    clock: Clock;
    log: Log;
    /** An agent's telephone became reachable or ceased to be. */
    onAgentPhone: (agent: string, reachable: boolean) => void;
    /** Lines of log-ins that ended and still have a call in hand, with their agents. */
    leaving: () => ReadonlyMap<string, string>;
    /** Lines that have a channel on the telephone system. */
    inCall: () => Promise<(line: string) => boolean>;
    /** An account was removed: a call that began on it in the same moment must go. */
    onRemoved: (line: string) => void;
    /** This person's telephones are not rung until then, epoch ms; null: they are again. */
    onBarred: (agent: string, until: number | null) => void;
  };
  /** Null until somebody says who should have a line: before that no line is one too many. */
  private due: Map<string, PhoneLine> | null = null;
  private owners = new Map<string, Owner>();
  /** Reachable lines, the latest registered last. */
  private readonly reachable = new Set<string>();
  /** Lines heard of while a comparison runs: its list may be older than that. */
  private readonly changedMeanwhile = new Set<string>();
  /** Whose telephones are not rung, with what ends that. */
  private readonly barred = new Map<string, Timer>();
  /** Where each agent's telephone rings now. */
  private endpoints = new Map<string, string>();
  private retry: Timer | null = null;
  private stopped = false;
  private running: Promise<void> | null = null;
  private again = false;

  constructor(parts: LineKeeper['parts']) {
    this.parts = parts;
  }

  /** The line of a log-in. */
  lineOf(session: Pick<Session, 'id' | 'kind'>): string {
    return sessionAccount(this.parts.serverKey, session).user;
  }

  /** Who should have a line now; takes effect with the next `sync`. */
  expect(sessions: readonly Session[], people: readonly Person[]): void {
    const { serverKey } = this.parts;
    this.due = new Map(linesDue(serverKey, sessions, people).map(line => [line.id, line]));
    const owners = new Map<string, Owner>();
    for (const [line, agent] of this.parts.leaving()) owners.set(line, { agent });
    for (const session of sessions) {
      const user = this.lineOf(session);
      if (session.kind === 'guest') owners.set(user, { guest: session.line });
      else if (session.personId) owners.set(user, { agent: session.personId });
    }
    for (const person of people) {
      if (person.phoneKind !== 'sip') continue;
      // A talk may still go on at an account that was replaced.
      for (const user of deskUsers(person)) owners.set(user, { agent: person.id });
    }
    this.notifyChanges(() => {
      this.owners = owners;
    });
  }

  /** Makes what is missing and removes what has no session. Resolves when the state is as expected. */
  sync(): Promise<void> {
    if (this.running) this.again = true;
    this.running ??= this.run();
    return this.running;
  }

  stop(): void {
    this.stopped = true;
    this.retry?.cancel();
    for (const timer of this.barred.values()) timer.cancel();
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      try {
        await this.compare();
      } catch (error) {
        this.parts.log.warn({ err: error }, 'lines could not be compared with sessions; tried again soon');
        this.lookAgain(RETRY_MS);
      }
    } while (this.again);
    // In the same synchronous step as the last look at `again`: a sync that comes later begins anew.
    this.running = null;
  }

  private lookAgain(ms: number): void {
    this.retry?.cancel();
    if (!this.stopped) this.retry = this.parts.clock.after(ms, () => void this.sync());
  }

  private async compare(): Promise<void> {
    const { phoneLines, log } = this.parts;
    const { due } = this;
    if (!due) return;
    this.changedMeanwhile.clear();
    const present = new Map((await phoneLines.list()).map(line => [line.id, line.reachable]));
    const over = [...present.keys()].filter(id => !due.has(id));
    const kept = await this.stillInUse(over);
    for (const id of over) {
      if (kept.has(id)) continue;
      await phoneLines.remove(id);
      log.info({ line: id }, 'line removed');
      this.seen(id, false);
      this.parts.onRemoved(id);
    }
    if (kept.size > 0) this.lookAgain(IN_USE_LOOK_MS);
    for (const line of due.values()) {
      if (present.has(line.id)) continue;
      await phoneLines.provision(line);
      log.info({ line: line.id }, 'line made');
    }
    this.notifyChanges(() => {
      for (const id of [...due.keys(), ...kept]) {
        if (this.changedMeanwhile.has(id)) continue;
        if (present.get(id)) this.reachable.add(id);
        else this.reachable.delete(id);
      }
      for (const id of this.reachable) if (!due.has(id) && !kept.has(id)) this.reachable.delete(id);
    });
  }

  /** Which of these lines must stay although their log-in is over: no talk ends because a log-in did. */
  private async stillInUse(lines: readonly string[]): Promise<ReadonlySet<string>> {
    if (lines.length === 0) return new Set();
    const leaving = this.parts.leaving();
    const inCall = await this.parts.inCall();
    return new Set(lines.filter(line => leaving.has(line) || inCall(line)));
  }

  /** A contact came or went, by the telephone system's word. */
  seen(line: string, reachable: boolean): void {
    this.changedMeanwhile.add(line);
    this.notifyChanges(() => {
      this.reachable.delete(line);
      if (reachable) this.reachable.add(line);
    });
  }

  /**
   * A telephone had itself called as a number. Each such call lasts for some milliseconds, and a carrier may count a
   * minute for it: another log-in or another telephone of the same person must not be the next one.
   */
  wentAstray(line: string): void {
    const agent = this.agentAt(line);
    if (agent === null) {
      this.seen(line, false);
      return;
    }
    this.barred.get(agent)?.cancel();
    const { clock } = this.parts;
    const timer = clock.after(BARRED_MS, () => this.unbar(agent));
    this.notifyChanges(() => this.barred.set(agent, timer));
    this.parts.onBarred(agent, clock.now() + BARRED_MS);
  }

  /** This person's telephones ring again. */
  unbar(agent: string): void {
    const timer = this.barred.get(agent);
    if (timer === undefined) return;
    timer.cancel();
    this.notifyChanges(() => this.barred.delete(agent));
    this.parts.onBarred(agent, null);
  }

  /** Makes a change and tells of every agent whose telephone came or went by it. */
  private notifyChanges(change: () => void): void {
    const before = this.endpoints;
    change();
    const after = this.agentEndpoints();
    this.endpoints = after;
    for (const agent of before.keys()) if (!after.has(agent)) this.parts.onAgentPhone(agent, false);
    for (const agent of after.keys()) if (!before.has(agent)) this.parts.onAgentPhone(agent, true);
  }

  private agentEndpoints(): Map<string, string> {
    const endpoints = new Map<string, string>();
    // The line of a log-in that ended keeps its call, and rings for nothing new where there is another.
    const [live, over] = [true, false].map(isDue =>
      [...this.reachable].filter(line => (this.due?.has(line) ?? false) === isDue),
    );
    for (const line of [...(over ?? []), ...(live ?? [])]) {
      const owner = this.owners.get(line);
      if (owner && 'agent' in owner && !this.barred.has(owner.agent))
        endpoints.set(owner.agent, this.endpointAt(line));
    }
    return endpoints;
  }

  /** Where an agent's telephone rings: the line registered last, or null. */
  endpointOf(agent: string): string | null {
    return this.endpoints.get(agent) ?? null;
  }

  /** Whose telephone a line is, or null. */
  agentAt(line: string): string | null {
    const owner = this.owners.get(line);
    return owner && 'agent' in owner ? owner.agent : null;
  }

  /** Where the telephone of a line is rung. */
  endpointAt(line: string): Endpoint {
    return this.parts.phoneLines.endpointOf(line);
  }

  /** Whether the telephone of ours that is rung there has a contact. */
  reaches(endpoint: Endpoint): boolean {
    return this.reachable.has(this.parts.phoneLines.lineAt(endpoint) ?? '');
  }

  /** Where a guest's number can be rung back, or null. */
  guestEndpoint(number: string): string | null {
    const line = [...this.reachable].reverse().find(id => {
      const owner = this.owners.get(id);
      return owner !== undefined && 'guest' in owner && owner.guest === number;
    });
    return line === undefined ? null : this.endpointAt(line);
  }
}
