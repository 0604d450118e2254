import type { PeopleStore, SessionStore, Throttle } from '../agents/ports.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { ChainWatch } from '../audit/chain-watch.ts';
import type { AuditStore } from '../audit/ports.ts';
import type { CallHistory } from '../calls/history.ts';
import type { CentreSettings } from '../calls/ports/settings.ts';
import type { WebConfig as WebProcessConfig } from '../config.ts';
import type { ContactStore, FileShelf } from '../contacts/ports.ts';
import type { SecondFactorStore } from '../credentials/ports.ts';
import type { Crm } from '../customers/crm.ts';
import type { CustomerStore } from '../customers/ports.ts';
import type { FigureStore } from '../figures/ports.ts';
import type { Clock } from '../kit/clock.ts';
import type { Words } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { NoticeStore } from '../notices/ports.ts';
import type { KeptSounds, ListenLog, RecordingStore } from '../recordings/ports.ts';
import type { ScheduledCallStore } from '../scheduled-calls/ports.ts';
import type { AlarmBook, CentreLink } from '../supervision/ports.ts';
import type { CustomerHistory } from '../tickets/ports/customer-history.ts';
import type { TicketDesk } from '../tickets/ports/desk.ts';

/** Password hashing. `verify` takes as long for null (no such person) as for a wrong password, and answers false. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string | null, password: string): Promise<boolean>;
}

/** Asks the parts of the centre whether they answer; never rejects, at most about a second each. */
export interface Probes {
  database(): Promise<boolean>;
  redis(): Promise<boolean>;
  asterisk(): Promise<boolean>;
}

/** What of the configuration the web needs. */
export type WebConfig = Pick<
  WebProcessConfig,
  | 'serverKey'
  | 'bind'
  | 'httpPort'
  | 'publicHost'
  | 'publicPort'
  | 'tls'
  | 'sipPort'
  | 'mediaAddress'
  | 'turn'
  | 'trustedProxies'
  | 'metricsToken'
  | 'country'
  | 'timezone'
  | 'demo'
  | 'webCalls'
  | 'softphoneDir'
>;

/** Everything the routes use, built by the role. */
export interface WebParts {
  readonly config: WebConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
  readonly people: PeopleStore;
  readonly sessions: SessionStore;
  readonly secondFactors: SecondFactorStore;
  readonly throttle: Throttle;
  /** Whether the machine's administrator has this person's second factor removed now; true once. */
  resetOnMachine(username: string): Promise<boolean>;
  readonly passwords: Passwords;
  readonly centre: CentreLink;
  readonly calls: CallHistory;
  readonly tickets: TicketDesk;
  readonly recordings: RecordingStore;
  readonly listenLog: ListenLog;
  readonly sounds: KeptSounds;
  readonly alarms: Pick<AlarmBook, 'raise' | 'clear'>;
  readonly notices: NoticeStore;
  readonly scheduledCalls: ScheduledCallStore;
  readonly settings: CentreSettings;
  readonly customers: CustomerStore;
  readonly crm: Crm;
  readonly contacts: ContactStore;
  readonly fileShelf: FileShelf;
  readonly customerHistory: CustomerHistory;
  readonly figures: FigureStore;
  readonly audit: AuditLog;
  readonly auditStore: Pick<AuditStore, 'list' | 'count'>;
  readonly chainWatch: ChainWatch;
  readonly probes: Probes;
  /** The least delay of this process's event loop since it was last asked, ms. */
  readonly loopMs: () => number;
  /** The title of an IVR flow; null for one that cannot be read. */
  flowTitle(flow: string): Promise<Words | null>;
}
