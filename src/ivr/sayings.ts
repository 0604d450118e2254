import { type CustomerSummary, debtOf } from '../customers/customer.ts';
import type { Announcement, CallFacts, Place, Prompt } from './conversation.ts';
import { callsFromTicketLine } from './disclosure.ts';
import type { Condition, Saying } from './flow.ts';
import { TICKET_STATE_PROMPTS } from './prompts.ts';
import { digitsOfTicket } from './ticket-number.ts';

/** Who calls: the owner of the calling line, else the customer whose document was keyed. */
export function callerOf(place: Place, about: CallFacts): CustomerSummary | null {
  return about.customer ?? place.customer;
}

const inDebt = (customer: CustomerSummary | null) => customer !== null && debtOf(customer.account) !== null;

/**
 * Whether the calling line is this customer's alone. Who was known only by a document has another line, or shares this
 * one: how much is owed is nobody else's business.
 */
function ownsCallingLine({ customer, customerBy, callerNumber }: CallFacts): boolean {
  if (customerBy === 'document') return false;
  return customer?.lines.some(line => line.number === callerNumber) ?? false;
}

/** Whether a condition of a flow is true at this moment of the call. */
export function holds(condition: Condition, place: Place, about: CallFacts): boolean {
  switch (condition) {
    case 'recording-announced':
      return about.announceRecording;
    case 'own-ticket-known':
      return about.ticketNumber !== null;
    case 'customer-known':
      return callerOf(place, about) !== null;
    case 'customer-in-debt':
      return inDebt(callerOf(place, about));
    case 'debt-of-calling-line':
      return inDebt(about.customer) && ownsCallingLine(about);
    case 'debt-of-keyed-document':
      return inDebt(callerOf(place, about)) && !ownsCallingLine(about);
    case 'debt-stops':
      return about.debtStops && inDebt(callerOf(place, about));
    case 'caller-on-ticket':
      return place.ticket !== null && callsFromTicketLine(place.ticket, about.callerNumber);
    default:
      return condition satisfies never;
  }
}

/** The prompts of a node as they sound in this call; what is not known or not true is left out. */
export function promptsOf(sayings: readonly Saying[], place: Place, about: CallFacts): Prompt[] {
  return sayings.flatMap(saying => {
    if (typeof saying === 'string') return [{ kind: 'file', name: saying } as const];
    if (saying.when !== undefined && !holds(saying.when, place, about)) return [];
    if ('prompt' in saying) return [{ kind: 'file', name: saying.prompt } as const];
    const spoken = spokenThing(saying.spoken, place, about);
    return spoken === null ? [] : [spoken];
  });
}

/** The prompts that say that the call is recorded, where it is said. */
export function noticeIn(sayings: readonly Saying[], place: Place, about: CallFacts): { notice?: Prompt[] } {
  const own = sayings.filter(saying => typeof saying !== 'string' && saying.when === 'recording-announced');
  const notice = promptsOf(own, place, about);
  return notice.length > 0 ? { notice } : {};
}

/** The prompts as announcements, each about one thing: what follows one another about the same is one. */
export function announcementsOf(sayings: readonly Saying[], place: Place, about: CallFacts): Announcement[] {
  const found: Announcement[] = [];
  for (const saying of sayings) {
    const prompts = promptsOf([saying], place, about);
    if (prompts.length === 0) continue;
    const topic = topicOf(saying);
    const last = found.at(-1);
    if (last?.about === topic)
      found[found.length - 1] = { about: topic, prompts: [...last.prompts, ...prompts] };
    else found.push({ about: topic, prompts });
  }
  return found;
}

/** What a saying is about follows from what it says, or from when it is said. */
function topicOf(saying: Saying): Announcement['about'] {
  if (typeof saying === 'string') return 'other';
  if ('spoken' in saying && saying.spoken === 'own-ticket') return 'ticket-number';
  if ('spoken' in saying && saying.spoken === 'debt') return 'debt';
  switch (saying.when) {
    case 'own-ticket-known':
      return 'ticket-number';
    case 'customer-in-debt':
    case 'debt-of-calling-line':
    case 'debt-of-keyed-document':
      return 'debt';
    default:
      return 'other';
  }
}

type SpokenThing = Extract<Saying, { spoken: unknown }>['spoken'];

function spokenThing(thing: SpokenThing, place: Place, about: CallFacts): Prompt | null {
  switch (thing) {
    case 'own-ticket':
      return about.ticketNumber === null
        ? null
        : { kind: 'digits', value: digitsOfTicket(about.ticketNumber) };
    case 'asked-ticket':
      return place.ticket === null ? null : { kind: 'digits', value: digitsOfTicket(place.ticket.number) };
    case 'asked-ticket-state':
      return place.ticket === null ? null : { kind: 'file', name: TICKET_STATE_PROMPTS[place.ticket.state] };
    case 'debt': {
      const caller = callerOf(place, about);
      const debt = caller === null ? null : debtOf(caller.account);
      return debt === null ? null : { kind: 'money', amount: debt.amount, currency: debt.currency };
    }
    default:
      return thing satisfies never;
  }
}
