import type { NewPerson, PeopleStore } from '../agents/ports.ts';
import type { CentreSeed } from '../calls/ports/settings.ts';
import { DEMO_CONTACTS } from '../contacts/demo.ts';
import type { ContactStore } from '../contacts/ports.ts';
import { DEMO_CUSTOMERS } from '../customers/demo.ts';
import type { CustomerStore } from '../customers/ports.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import type { Log } from '../kit/log.ts';

/** What the demo's people, customers and shared contacts are written with (CAUCE_DEMO=1). */
export interface DemoParts {
  readonly people: PeopleStore;
  readonly customers: CustomerStore;
  readonly contacts: ContactStore;
  readonly seed: CentreSeed;
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (passwordHash: string | null, password: string) => Promise<boolean>;
  readonly log: Log;
}

/** Under this name the centre remembers that it was filled, and with which password (its hash). */
const NOTE = 'demo';

/**
 * Adds the demo's customers and shared contacts once: what was changed or removed afterwards stays so. May be called by several processes and
 * at every start. When CAUCE_DEMO_PASSWORD is another one than last time, the demo log-ins get it.
 */
export async function loadDemo(parts: DemoParts, password: string | null): Promise<void> {
  const before = passwordOf(await parts.seed.noted(NOTE));
  if (before === null) await fill(parts);
  if (password === null || (before !== null && (await parts.verify(before, password)))) return;
  const passwordHash = await parts.hash(password);
  for (const person of DEMO_PEOPLE) await admit(parts.people, { ...person, passwordHash });
  await parts.seed.note(NOTE, { passwordHash });
  parts.log.info({ people: DEMO_PEOPLE.length }, 'demo log-ins are ready');
}

async function fill({ customers, contacts, log }: DemoParts): Promise<void> {
  for (const customer of DEMO_CUSTOMERS) await customers.save(customer);
  for (const fields of DEMO_CONTACTS) await contacts.add({ ...fields, id: newId(), owner: null, version: 1 });
  log.info(
    { customers: DEMO_CUSTOMERS.length, contacts: DEMO_CONTACTS.length },
    'demo customers and contacts are loaded',
  );
}

async function admit(people: PeopleStore, person: NewPerson): Promise<void> {
  const known = await people.credentials(person.username);
  if (known !== null) {
    await people.change(known.person.id, { passwordHash: person.passwordHash });
    return;
  }
  try {
    await people.add(person);
  } catch (error) {
    // Another process was a moment earlier.
    if (!(error instanceof CauceError && error.code === 'already-exists')) throw error;
  }
}

function passwordOf(note: unknown): string | null {
  return typeof note === 'object' && note !== null && 'passwordHash' in note
    ? String(note.passwordHash)
    : null;
}

const voice = { telephone: true, phoneKind: 'browser', language: 'es' } as const;
const AGENT_QUEUES = ['averias', 'comercial'];

export const DEMO_PEOPLE: readonly Omit<NewPerson, 'passwordHash'>[] = [
  ...[1, 2, 3].map(number => ({
    ...voice,
    username: `agente${number}`,
    extension: String(100 + number),
    displayName: `Agente ${['Uno', 'Dos', 'Tres'][number - 1]}`,
    role: 'agent' as const,
    level: 1,
    queues: AGENT_QUEUES,
    areas: AGENT_QUEUES,
  })),
  {
    ...voice,
    username: 'nivel2',
    extension: '201',
    displayName: 'Técnico Nivel Dos',
    role: 'agent',
    level: 2,
    queues: ['nivel-2'],
    areas: ['nivel-2'],
  },
  {
    ...voice,
    username: 'supervisor',
    displayName: 'Supervisora',
    role: 'supervisor',
    level: 2,
    queues: [],
    areas: [...AGENT_QUEUES, 'nivel-2'],
  },
  {
    ...voice,
    telephone: false,
    username: 'admin',
    displayName: 'Administrador',
    role: 'admin',
    level: 1,
    queues: [],
    areas: [],
  },
];
