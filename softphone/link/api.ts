import type { OwnKeys } from '../../src/agents/desk-keys.ts';
import type { Will } from '../../src/agents/events.ts';
import type { AuditCard } from '../../src/audit/events.ts';
import type { PauseReason, RecordingOrder, SupervisionMode } from '../../src/calls/events.ts';
import type { VoiceSample } from '../../src/calls/voice/figures.ts';
import type { CrmAnswer } from '../../src/customers/crm.ts';
import type { CountId } from '../../src/figures/counts.ts';
import type { Group } from '../../src/figures/groups.ts';
import type { AuditState } from '../../src/http/shapes/audit.ts';
import type {
  CallBack,
  CallCard,
  CallDetail,
  CallOut,
  DispositionCard,
  OutcomesToday,
  Revealed,
} from '../../src/http/shapes/calls.ts';
import type {
  ContactCard,
  ContactEdit,
  ContactScope,
  NewContact,
  NewSpeedDial,
  SpeedDial,
} from '../../src/http/shapes/contacts.ts';
import type {
  CustomerFound,
  CustomerHistoryRead,
  CustomerOnTicket,
  CustomerRecord,
  NewCustomer,
} from '../../src/http/shapes/customers.ts';
import type { CallsBehind, FiguresShown } from '../../src/http/shapes/figures.ts';
import type { GuestLine, GuestPass } from '../../src/http/shapes/guests.ts';
import type { List } from '../../src/http/shapes/list.ts';
import type { NewNotice, SentNotice } from '../../src/http/shapes/notices.ts';
import type { DirectLogOut, DirectQueues, DirectWill, MoveQueue } from '../../src/http/shapes/orders.ts';
import type {
  AddPerson,
  ChangePassword,
  ChangePerson,
  MakeFirstAdmin,
  PersonCard,
} from '../../src/http/shapes/people.ts';
import type { ListenPage } from '../../src/http/shapes/recordings.ts';
import type {
  ChangeScheduled,
  CloseScheduled,
  GiveScheduled,
  ScheduleCall,
  ScheduledCard,
} from '../../src/http/shapes/scheduled-calls.ts';
import type {
  ConfirmAtLogIn,
  ConfirmEnrolment,
  Enrolled,
  EnrolmentCard,
  ProveAgain,
  RecoveryCodes,
  SecondFactorCard,
} from '../../src/http/shapes/second-factor.ts';
import type {
  Front,
  LogIn,
  LogInGoesOn,
  LogInPolicy,
  ProveByCode,
  SipAccount,
  WhoAmI,
} from '../../src/http/shapes/session.ts';
import type {
  AreaCard,
  ChangePolicies,
  ChangeQueue,
  FlowCard,
  OwnOutgoing,
  PolicyCard,
  QueueCard,
} from '../../src/http/shapes/settings.ts';
import type { StepRequest } from '../../src/http/shapes/tickets.ts';
import type { Language, Words } from '../../src/kit/errors.ts';
import type { OutgoingPolicy } from '../../src/outgoing/policy.ts';
import type { Thresholds } from '../../src/queues/thresholds.ts';
import type { RecordingCard } from '../../src/recordings/events.ts';
import type { HistoryKind } from '../../src/tickets/customer-history.ts';
import type { Diagnosis, DiagnosisCard } from '../../src/tickets/diagnosis.ts';
import type { TicketCard, TicketPage } from '../../src/tickets/events.ts';
import { readProblem, unreached } from './fault.ts';

export interface BreakCard {
  readonly code: string;
  readonly title: Words;
}

/** What the agent says of a call; texts only where the ticket has none. */
export interface DisposeWish {
  readonly disposition: string;
  readonly note: string;
  readonly summary?: string;
  readonly solution?: string;
  /** The ticket's solution that theirs was written over. */
  readonly solutionBase?: string;
}

export type ConsultWish = (
  | { readonly colleague: string }
  | { readonly queue: string }
  | { readonly number: string }
) & { readonly note: string };

export type TransferWish = (
  | { readonly queue: string }
  | { readonly agent: string }
  | { readonly flow: string }
  | { readonly number: string }
) & { readonly note: string };

export interface TicketSearch {
  readonly state?: string;
  readonly level?: number;
  readonly area?: string;
  readonly assignee?: string;
  readonly text?: string;
  readonly limit?: number;
  readonly offset?: number;
}
export interface ContactSearch {
  readonly text?: string;
  readonly scope?: ContactScope;
  readonly offset?: number;
  readonly limit: number;
}

export interface HistorySearch {
  /** All if left out. */
  readonly kinds?: readonly HistoryKind[];
  readonly before?: string;
  readonly limit: number;
}
export interface AuditSearch {
  readonly kind?: string;
  readonly person?: string;
  /** Epoch ms; `to` is the first moment after. */
  readonly from?: number;
  readonly to?: number;
}

export interface RecordingSearch {
  readonly ticket?: string;
  readonly call?: string;
  readonly agent?: string;
  readonly kind?: RecordingCard['kind'] | undefined;
  readonly queue?: string;
  readonly direction?: RecordingCard['direction'] | undefined;
  readonly disposition?: string;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly minMs?: number | undefined;
  readonly maxMs?: number | undefined;
  readonly paused?: boolean | undefined;
  readonly text?: string;
  readonly limit?: number;
  readonly offset?: number;
  /** `startedAt.id` of the last one that was read. */
  readonly after?: string;
}

/** The server as the pages see it. Every verb throws a LinkFault when it fails. */
export interface Api {
  /** Null when nobody is logged in. */
  whoAmI(): Promise<WhoAmI | null>;
  /** Who is in now, or what is missing besides the password. */
  logIn(body: LogIn): Promise<WhoAmI | LogInGoesOn>;
  proveByCode(body: ProveByCode): Promise<WhoAmI>;
  enrolAtLogIn(ticket: string): Promise<EnrolmentCard>;
  confirmAtLogIn(body: ConfirmAtLogIn): Promise<Enrolled>;
  logOut(): Promise<void>;
  acceptConfidentiality(): Promise<WhoAmI>;
  changePassword(body: ChangePassword): Promise<void>;
  /** My keys of the desk that are not as everybody has them. */
  setKeys(keys: OwnKeys): Promise<void>;
  /** One's own second factor. */
  ownFactor(): Promise<SecondFactorCard>;
  beginEnrolment(password: string): Promise<EnrolmentCard>;
  confirmEnrolment(body: ConfirmEnrolment): Promise<RecoveryCodes>;
  renewRecoveryCodes(body: ProveAgain): Promise<RecoveryCodes>;
  factorOff(body: ProveAgain): Promise<void>;
  /** Somebody else's. */
  factorOf(person: string): Promise<SecondFactorCard>;
  removeFactor(person: string): Promise<void>;
  logInPolicy(): Promise<LogInPolicy>;
  changeLogInPolicy(policy: LogInPolicy): Promise<LogInPolicy>;
  front(): Promise<Front>;
  /** The token is that of the one-time link. */
  makeFirstAdmin(body: MakeFirstAdmin): Promise<PersonCard>;
  guestLines(): Promise<List<GuestLine>>;
  /** Null: without a number. */
  guestLogIn(line: string | null): Promise<GuestPass>;
  /** Has a code said to a line; `guestCode` proves the line with it. */
  guestProof(line: string): Promise<{ ok: true }>;
  guestCode(code: string): Promise<GuestPass>;
  setWill(will: Will): Promise<void>;
  setAutoAnswer(on: boolean): Promise<void>;
  setAutoJoin(on: boolean): Promise<void>;
  setCallWaiting(on: boolean): Promise<void>;
  /** A supervisor ends a break, or puts somebody on one. */
  directWill(agent: string, order: DirectWill): Promise<void>;
  directLogOut(agent: string, order: DirectLogOut): Promise<void>;
  /** Until the day is over. */
  directQueues(agent: string, order: DirectQueues): Promise<void>;
  /** A caller who waits: to an agent who is free, before all others, or in another queue. */
  giveCaller(call: string, agent: string): Promise<void>;
  putFirst(call: string): Promise<void>;
  moveQueue(call: string, order: MoveQueue): Promise<void>;
  /** I have read what a supervisor ordered at that moment. */
  readOrder(at: number): Promise<void>;
  /** What was told to the agents, the newest first. */
  notices(): Promise<List<SentNotice>>;
  sendNotice(body: NewNotice): Promise<SentNotice>;
  withdrawNotice(id: string): Promise<void>;
  readNotice(id: string): Promise<void>;
  /** The calls that I have promised. */
  scheduledCalls(state: 'open' | 'closed'): Promise<List<ScheduledCard>>;
  /** Those of everybody on a ticket. */
  scheduledOf(number: string): Promise<List<ScheduledCard>>;
  scheduleCall(body: ScheduleCall): Promise<ScheduledCard>;
  changeScheduled(id: string, body: ChangeScheduled): Promise<ScheduledCard>;
  callScheduled(id: string): Promise<{ readonly call: string }>;
  closeScheduled(id: string, body: CloseScheduled): Promise<void>;
  /** Of my agents, those that nobody has made. */
  overdueCalls(): Promise<List<ScheduledCard>>;
  giveScheduled(id: string, body: GiveScheduled): Promise<void>;
  breaks(): Promise<List<BreakCard>>;
  areas(): Promise<List<AreaCard>>;
  flows(): Promise<List<FlowCard>>;
  dispositions(): Promise<List<DispositionCard>>;
  /** `whose`: of mine alone, as the route has it. */
  calls(limit: number, whose?: 'mine' | 'made' | 'missed'): Promise<List<CallCard>>;
  /** Those on a ticket that I may see. */
  callsOf(ticket: string, limit: number): Promise<List<CallCard>>;
  call(id: string): Promise<CallDetail>;
  outcomesToday(): Promise<OutcomesToday>;
  figures(asked: FiguresAsked): Promise<FiguresShown>;
  ownFigures(span: OwnFiguresAsked): Promise<FiguresShown>;
  callsBehind(asked: BehindAsked & { after?: string }): Promise<CallsBehind>;
  /** The same of my own work. */
  ownCallsBehind(asked: OwnBehindAsked & { after?: string }): Promise<CallsBehind>;
  order(call: string, what: 'hold' | 'resume' | 'hang-up' | 'take-line' | 'join'): Promise<void>;
  /** Starts, stops, pauses or goes on with the recording. */
  record(call: string, order: RecordingOrder, why?: PauseReason): Promise<void>;
  /** Gives the customer on; the note is for the next agent. */
  transfer(call: string, to: TransferWish): Promise<void>;
  /** How the voice of my talk was; what comes too late is left out. */
  reportVoice(call: string, samples: readonly VoiceSample[]): Promise<void>;
  /** Asks the supervisors for help in a talk, or takes that back. */
  askHelp(call: string, on: boolean): Promise<void>;
  /** My telephone is called, and I am in the talk of another agent; or I am there in another way. */
  supervise(call: string, mode: SupervisionMode | 'take-over'): Promise<void>;
  /** Takes the place in a talk back at this page, as it was. */
  rejoinSupervision(call: string): Promise<void>;
  endSupervision(call: string): Promise<void>;
  /** A supervisor ends a call that was given to a number outside. */
  endHandedOut(call: string): Promise<void>;
  /** The number of my call, which is masked for me everywhere else. */
  revealNumber(call: string, reason: string): Promise<Revealed>;
  /** A supervisor has seen that help is asked for. */
  seeHelp(call: string): Promise<void>;
  /** Rings somebody while the customer hears music; the note tells a colleague why. */
  consult(call: string, wish: ConsultWish): Promise<void>;
  withColleague(call: string, what: 'complete' | 'swap' | 'conference'): Promise<void>;
  drop(call: string, colleague: string | null): Promise<void>;
  /** Null: the customer. */
  mute(call: string, colleague: string | null, on: boolean): Promise<void>;
  /** Takes the call back at this page; with `takeOver` also from a telephone that has the voice now. */
  rejoin(call: string, takeOver: boolean): Promise<void>;
  dispose(call: string, choice: DisposeWish): Promise<void>;
  /** The customer's id; null: the caller is none of the customers. */
  identify(call: string, customer: string | null): Promise<void>;
  customers(text: string): Promise<List<CustomerFound>>;
  addCustomer(body: NewCustomer): Promise<CustomerFound>;
  addLine(customer: string, number: string): Promise<CustomerFound>;
  /** The address book: one's own contacts and the shared ones. */
  book(search: ContactSearch): Promise<List<ContactCard>>;
  bookCard(id: string): Promise<ContactCard>;
  addToBook(body: NewContact): Promise<ContactCard>;
  changeInBook(id: string, body: ContactEdit): Promise<ContactCard>;
  removeFromBook(id: string): Promise<void>;
  speedDials(): Promise<List<SpeedDial>>;
  setSpeedDial(slot: number, body: NewSpeedDial): Promise<SpeedDial>;
  clearSpeedDial(slot: number): Promise<void>;
  customer(id: string): Promise<CustomerRecord>;
  customerInCrm(id: string): Promise<CrmAnswer>;
  /** Newest first; `before` is `next` of the answer before. */
  customerHistory(id: string, search: HistorySearch): Promise<CustomerHistoryRead>;
  tickets(search: TicketSearch): Promise<List<TicketCard>>;
  ticket(number: string): Promise<TicketPage>;
  /** Its customer, as they were when it became theirs and as they are today. */
  customerOnTicket(number: string): Promise<CustomerOnTicket>;
  step(number: string, step: StepRequest): Promise<TicketPage>;
  /** Adds what this page keeps of its telephone. */
  attachDiagnosis(number: string, diagnosis: Diagnosis): Promise<DiagnosisCard>;
  diagnosis(number: string, id: string): Promise<Diagnosis>;
  callBack(number: string, wish: CallBack): Promise<{ readonly call: string }>;
  /** Calls a number, or that of a call of mine again. */
  callOut(body: CallOut): Promise<{ readonly call: string }>;
  recordings(search: RecordingSearch): Promise<List<RecordingCard>>;
  /** Who listened and took along; `before` is `next` of the page before. */
  listens(search: {
    readonly person: string;
    readonly recording: string;
    readonly before?: string;
    readonly limit: number;
  }): Promise<ListenPage>;
  /** What an admin decides of a queue. */
  queue(name: string): Promise<QueueCard>;
  changeQueue(name: string, body: ChangeQueue): Promise<QueueCard>;
  setThresholds(queue: string, thresholds: Thresholds): Promise<void>;
  /** What an admin decides for the whole centre. */
  policies(): Promise<PolicyCard>;
  changePolicies(body: ChangePolicies): Promise<PolicyCard>;
  /** Where people may call. */
  outgoing(): Promise<OutgoingPolicy>;
  /** The names of the hours that the policy may go by. */
  calendars(): Promise<List<string>>;
  /** What I may choose when I call out. */
  ownOutgoing(): Promise<OwnOutgoing>;
  changeOutgoing(policy: OutgoingPolicy): Promise<OutgoingPolicy>;
  /** Lets a person call out again; null: everybody. */
  releaseOutgoing(person: string | null): Promise<void>;
  people(): Promise<List<PersonCard>>;
  addPerson(body: AddPerson): Promise<PersonCard>;
  changePerson(id: string, body: ChangePerson): Promise<PersonCard>;
  deskPhone(id: string): Promise<SipAccount>;
  /** Replaces the account by another one. */
  rotateDeskPhone(id: string): Promise<SipAccount>;
  audit(search: AuditSearch & { readonly before?: number; readonly limit: number }): Promise<List<AuditCard>>;
  auditState(): Promise<AuditState>;
  /** Begins a look at the whole log. */
  checkAudit(): Promise<AuditState>;
  /** Ends a person's log-ins and talk at once. */
  endNow(id: string): Promise<void>;
}

export const ROOT = '/api/v1';

export const audioAddress = (recording: string) =>
  `${ROOT}/recordings/${encodeURIComponent(recording)}/audio`;

/** Where a browser takes the rows along as a file. */
export interface FiguresAsked {
  readonly from: string;
  readonly to: string;
  readonly by?: Group;
  readonly queue?: string | undefined;
  readonly agent?: string | undefined;
}
export type OwnFiguresAsked = Pick<FiguresAsked, 'from' | 'to'>;
export type OwnBehindAsked = OwnFiguresAsked & Pick<BehindAsked, 'count'>;
/** `key`: of the row of the table `by`; that without a name is ''. */
export interface BehindAsked extends FiguresAsked {
  readonly count: CountId;
  readonly key?: string | undefined;
  readonly uncalled?: '1' | undefined;
}
/** Files in the language of the page. */
export const figuresAddress = (asked: FiguresAsked, language: Language) =>
  `${ROOT}/figures/export${query({ ...asked, language })}`;
export const behindAddress = (asked: BehindAsked, language: Language) =>
  `${ROOT}/figures/calls/export${query({ ...asked, language })}`;

export const auditExportAddress = (search: AuditSearch) => `${ROOT}/audit/export${query(search)}`;

/** Whether the server refuses the audio because it is not what was kept: an audio element tells of no status. */
export async function isDamaged(recording: string): Promise<boolean> {
  const answer = await fetch(audioAddress(recording), { method: 'HEAD', credentials: 'same-origin' });
  return answer.status === 409;
}

/** The API over `fetch`, which tests replace by their own. */
export function httpApi(send: typeof fetch = (...request) => fetch(...request)): Api {
  async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await send(ROOT + path, {
      method,
      credentials: 'same-origin',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw unreached();
    });
    const text = await answer.text();
    const value: unknown = parse(text);
    if (!answer.ok) throw readProblem(answer.status, value);
    return value as Answer;
  }
  const id = encodeURIComponent;

  return {
    whoAmI: () => ask('GET', '/session'),
    logIn: body => ask('POST', '/session', body),
    proveByCode: body => ask('POST', '/session/code', body),
    enrolAtLogIn: ticket => ask('POST', '/session/enrolment', { ticket }),
    confirmAtLogIn: body => ask('POST', '/session/enrolment/confirm', body),
    logOut: () => ask('DELETE', '/session'),
    acceptConfidentiality: () => ask('POST', '/session/confidentiality', { accepted: true }),
    changePassword: body => ask('PUT', '/me/password', body),
    setKeys: keys => ask('PUT', '/me/keys', { keys }),
    ownFactor: () => ask('GET', '/me/second-factor'),
    beginEnrolment: password => ask('POST', '/me/second-factor/enrolment', { password }),
    confirmEnrolment: body => ask('POST', '/me/second-factor', body),
    renewRecoveryCodes: body => ask('POST', '/me/second-factor/recovery-codes', body),
    factorOff: body => ask('POST', '/me/second-factor/off', body),
    factorOf: person => ask('GET', `/people/${id(person)}/second-factor`),
    removeFactor: person => ask('DELETE', `/people/${id(person)}/second-factor`),
    logInPolicy: () => ask('GET', '/log-in-policy'),
    changeLogInPolicy: policy => ask('PUT', '/log-in-policy', policy),
    front: () => ask('GET', '/front'),
    makeFirstAdmin: body => ask('POST', '/first-admin', body),
    guestLines: () => ask('GET', '/guest-lines'),
    guestLogIn: line => ask('POST', '/guest-session', { line }),
    guestProof: line => ask('POST', '/guest-session/proof', { line }),
    guestCode: code => ask('POST', '/guest-session/proof/code', { code }),
    setWill: will => ask('POST', '/agents/me/will', { will }),
    setCallWaiting: on => ask('PUT', '/agents/me/call-waiting', { on }),
    setAutoJoin: on => ask('PUT', '/agents/me/auto-join', { on }),
    setAutoAnswer: on => ask('PUT', '/agents/me/auto-answer', { on }),
    notices: () => ask('GET', '/notices'),
    sendNotice: body => ask('POST', '/notices', body),
    withdrawNotice: notice => ask('DELETE', `/notices/${id(notice)}`),
    readNotice: notice => ask('POST', `/notices/${id(notice)}/read`),
    scheduledOf: number => ask('GET', `/tickets/${id(number)}/scheduled-calls`),
    scheduledCalls: state => ask('GET', `/scheduled-calls${query({ state })}`),
    scheduleCall: body => ask('POST', '/scheduled-calls', body),
    changeScheduled: (scheduled, body) => ask('PATCH', `/scheduled-calls/${id(scheduled)}`, body),
    callScheduled: scheduled => ask('POST', `/scheduled-calls/${id(scheduled)}/call`),
    closeScheduled: (scheduled, body) => ask('POST', `/scheduled-calls/${id(scheduled)}/close`, body),
    overdueCalls: () => ask('GET', '/scheduled-calls/overdue'),
    giveScheduled: (scheduled, body) => ask('POST', `/scheduled-calls/${id(scheduled)}/give`, body),
    directWill: (agent, order) => ask('POST', `/agents/${id(agent)}/will`, order),
    directLogOut: (agent, order) => ask('POST', `/agents/${id(agent)}/log-out`, order),
    directQueues: (agent, order) => ask('PUT', `/agents/${id(agent)}/queues`, order),
    giveCaller: (call, agent) => ask('POST', `/calls/${id(call)}/give`, { agent }),
    putFirst: call => ask('POST', `/calls/${id(call)}/first`),
    moveQueue: (call, order) => ask('PUT', `/calls/${id(call)}/queue`, order),
    readOrder: at => ask('POST', '/agents/me/order-read', { at }),
    breaks: () => ask('GET', '/breaks'),
    areas: () => ask('GET', '/areas'),
    flows: () => ask('GET', '/flows'),
    dispositions: () => ask('GET', '/dispositions'),
    calls: (limit, whose) => ask('GET', `/calls${query({ limit, whose })}`),
    callsOf: (ticket, limit) => ask('GET', `/calls${query({ ticket, limit })}`),
    call: call => ask('GET', `/calls/${id(call)}`),
    outcomesToday: () => ask('GET', '/calls/outcomes'),
    figures: asked => ask('GET', `/figures${query(asked)}`),
    ownFigures: span => ask('GET', `/agents/me/figures${query(span)}`),
    ownCallsBehind: asked => ask('GET', `/agents/me/figures/calls${query(asked)}`),
    callsBehind: asked => ask('GET', `/figures/calls${query(asked)}`),
    order: (call, what) => ask('POST', `/calls/${id(call)}/${what}`, {}),
    record: (call, order, why) => ask('POST', `/calls/${id(call)}/recording`, { order, why }),
    transfer: (call, to) => ask('POST', `/calls/${id(call)}/transfer`, to),
    askHelp: (call, on) => ask('POST', `/calls/${id(call)}/help`, { on }),
    reportVoice: (call, samples) => ask('POST', `/calls/${id(call)}/voice`, { samples }),
    supervise: (call, mode) => ask('POST', `/calls/${id(call)}/supervision`, { mode }),
    rejoinSupervision: call => ask('POST', `/calls/${id(call)}/supervision/rejoin`),
    revealNumber: (call, reason) => ask('POST', `/calls/${id(call)}/number`, { reason }),
    endHandedOut: call => ask('POST', `/calls/${id(call)}/end`),
    endSupervision: call => ask('DELETE', `/calls/${id(call)}/supervision`),
    seeHelp: call => ask('POST', `/calls/${id(call)}/help/seen`),
    consult: (call, wish) => ask('POST', `/calls/${id(call)}/consult`, wish),
    withColleague: (call, what) => ask('POST', `/calls/${id(call)}/${what}`, {}),
    drop: (call, colleague) => ask('POST', `/calls/${id(call)}/drop`, { colleague }),
    mute: (call, colleague, on) => ask('POST', `/calls/${id(call)}/mute`, { colleague, on }),
    rejoin: (call, takeOver) => ask('POST', `/calls/${id(call)}/rejoin`, takeOver ? { takeOver } : {}),
    dispose: (call, choice) => ask('POST', `/calls/${id(call)}/disposition`, choice),
    identify: (call, customer) => ask('PUT', `/calls/${id(call)}/customer`, { customer }),
    customers: text => ask('GET', `/customers${query({ text })}`),
    addCustomer: body => ask('POST', '/customers', body),
    addLine: (customer, number) => ask('POST', `/customers/${id(customer)}/lines`, { number }),
    book: search => ask('GET', `/contacts${query(search)}`),
    bookCard: contact => ask('GET', `/contacts/${id(contact)}`),
    addToBook: body => ask('POST', '/contacts', body),
    changeInBook: (contact, body) => ask('PATCH', `/contacts/${id(contact)}`, body),
    removeFromBook: contact => ask('DELETE', `/contacts/${id(contact)}`),
    speedDials: () => ask('GET', '/contacts/speed-dials'),
    setSpeedDial: (slot, body) => ask('PUT', `/contacts/speed-dials/${slot}`, body),
    clearSpeedDial: slot => ask('DELETE', `/contacts/speed-dials/${slot}`),
    customer: customer => ask('GET', `/customers/${id(customer)}`),
    customerInCrm: customer => ask('GET', `/customers/${id(customer)}/crm`),
    customerHistory: (customer, { kinds, ...search }) =>
      ask('GET', `/customers/${id(customer)}/history${query({ ...search, kinds: kinds?.join(',') })}`),
    tickets: search => ask('GET', `/tickets${query(search)}`),
    ticket: number => ask('GET', `/tickets/${id(number)}`),
    customerOnTicket: number => ask('GET', `/tickets/${id(number)}/customer`),
    step: (number, step) => ask('POST', `/tickets/${id(number)}/actions`, step),
    attachDiagnosis: (number, diagnosis) => ask('POST', `/tickets/${id(number)}/diagnoses`, diagnosis),
    diagnosis: (number, diagnosis) => ask('GET', `/tickets/${id(number)}/diagnoses/${id(diagnosis)}`),
    callBack: (number, wish) => ask('POST', `/tickets/${id(number)}/call-back`, wish),
    callOut: body => ask('POST', '/calls', body),
    recordings: search => ask('GET', `/recordings${query(search)}`),
    listens: search => ask('GET', `/recordings/listens${query(search)}`),
    queue: name => ask('GET', `/queues/${id(name)}`),
    setThresholds: (name, thresholds) => ask('PUT', `/queues/${id(name)}/thresholds`, thresholds),
    changeQueue: (name, body) => ask('PATCH', `/queues/${id(name)}`, body),
    policies: () => ask('GET', '/policies'),
    changePolicies: body => ask('PATCH', '/policies', body),
    ownOutgoing: () => ask('GET', '/outgoing/own'),
    outgoing: () => ask('GET', '/outgoing'),
    calendars: () => ask('GET', '/outgoing/calendars'),
    changeOutgoing: policy => ask('PUT', '/outgoing', policy),
    releaseOutgoing: person => ask('POST', '/outgoing/release', { person }),
    people: () => ask('GET', '/people'),
    audit: search => ask('GET', `/audit${query(search)}`),
    auditState: () => ask('GET', '/audit/state'),
    checkAudit: () => ask('POST', '/audit/check', {}),
    addPerson: body => ask('POST', '/people', body),
    changePerson: (person, body) => ask('PATCH', `/people/${id(person)}`, body),
    endNow: person => ask('POST', `/people/${id(person)}/end-now`, {}),
    deskPhone: person => ask('GET', `/people/${id(person)}/phone`),
    rotateDeskPhone: person => ask('POST', `/people/${id(person)}/phone/rotate`, {}),
  };
}

function parse(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** `?a=1&b=x`, leaving out what is empty. */
function query(fields: object): string {
  const pairs = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && (value !== '' || name === 'key'),
  );
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return text ? `?${text}` : '';
}
