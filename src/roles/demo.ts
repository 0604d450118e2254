import type { NewPerson, PeopleStore } from '../agents/ports.ts';
import type { CentreSeed } from '../calls/ports.ts';
import { DEMO_CUSTOMERS } from '../customers/demo.ts';
import type { CustomerStore } from '../customers/ports.ts';
import { CauceError } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { demoCentre } from './demo-centre.ts';

/** What a first start writes into an empty centre (CAUCE_DEMO=1). */
export interface DemoParts {
  readonly people: PeopleStore;
  readonly customers: CustomerStore;
  readonly seed: CentreSeed;
  readonly hash: (password: string) => Promise<string>;
  readonly verify: (passwordHash: string | null, password: string) => Promise<boolean>;
  readonly log: Log;
}

/** Under this name the centre remembers that it was filled, and with which password (its hash). */
const NOTE = 'demo';

/**
 * Fills the centre once: what was changed or removed afterwards stays so. May be called by several processes and
 * at every start. When CAUCE_DEMO_PASSWORD is another one than last time, the demo log-ins get it.
 */
export async function loadDemo(
  parts: DemoParts,
  settings: { readonly password: string | null; readonly timezone: string },
): Promise<void> {
  const before = passwordOf(await parts.seed.noted(NOTE));
  const { password } = settings;
  if (before === null) await fill(parts, settings);
  if (password === null || (before !== null && (await parts.verify(before, password)))) return;
  const passwordHash = await parts.hash(password);
  for (const person of DEMO_PEOPLE) await admit(parts.people, { ...person, passwordHash });
  await parts.seed.note(NOTE, { passwordHash });
  parts.log.info({ people: DEMO_PEOPLE.length }, 'demo log-ins are ready');
}

async function fill(
  { seed, customers, log }: DemoParts,
  settings: { readonly timezone: string },
): Promise<void> {
  await seed.seed(demoCentre(settings.timezone));
  for (const customer of DEMO_CUSTOMERS) await customers.save(customer);
  log.info({ customers: DEMO_CUSTOMERS.length }, 'demo centre is loaded');
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

const voice = { phoneKind: 'browser', language: 'es' } as const;
const AGENT_QUEUES = ['averias', 'comercial'];

export const DEMO_PEOPLE: readonly Omit<NewPerson, 'passwordHash'>[] = [
  ...[1, 2, 3].map(number => ({
    ...voice,
    username: `agente${number}`,
    displayName: `Agente ${['Uno', 'Dos', 'Tres'][number - 1]}`,
    role: 'agent' as const,
    level: 1,
    queues: AGENT_QUEUES,
  })),
  {
    ...voice,
    username: 'nivel2',
    displayName: 'Técnico Nivel Dos',
    role: 'level-2',
    level: 2,
    queues: ['nivel-2'],
  },
  { ...voice, username: 'supervisor', displayName: 'Supervisora', role: 'supervisor', level: 2, queues: [] },
  { ...voice, username: 'admin', displayName: 'Administrador', role: 'admin', level: 1, queues: [] },
];
