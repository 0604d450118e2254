import type { PersonCard } from '../../src/http/shapes/people.ts';
import type { SipAccount } from '../../src/http/shapes/session.ts';
import type { SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { ApiClient } from './api-client.ts';
import { BENCH_PASSWORD } from './our-centre.ts';

/** One agent of ours: a person with a desk telephone, logged in and ready. */
export interface OurAgent {
  readonly username: string;
  readonly client: ApiClient;
}

/** How many are prepared side by side: each costs an argon2 hash and a log-in. */
const AT_ONCE = 5;

/**
 * Makes the agents through the API as an admin would, registers all their telephones at one UDP port, and lets
 * each log in and press Disponible.
 */
export async function hireAgents(
  { httpPort, sipPort }: { readonly httpPort: number; readonly sipPort: number },
  phone: SipPhone,
  { agents: count, queues }: { readonly agents: number; readonly queues: readonly string[] },
): Promise<OurAgent[]> {
  const admin = new ApiClient(httpPort);
  await admin.logIn('admin', BENCH_PASSWORD);
  const names = Array.from({ length: count }, (_, i) => `medida${String(i + 1).padStart(3, '0')}`);
  const agents: OurAgent[] = [];
  for (let i = 0; i < names.length; i += AT_ONCE) {
    agents.push(...(await Promise.all(names.slice(i, i + AT_ONCE).map(name => hire(name)))));
  }
  return agents;

  async function hire(username: string): Promise<OurAgent> {
    const person = await admin.post<PersonCard>('/people', {
      username,
      displayName: username,
      role: 'agent',
      queues,
      phoneKind: 'sip',
      password: BENCH_PASSWORD,
    });
    const account = await admin.get<SipAccount>(`/people/${person.id}/phone`);
    const client = new ApiClient(httpPort);
    await client.logIn(username, BENCH_PASSWORD);
    await phone.register({
      user: account.user,
      password: account.password,
      registrar: `sip:127.0.0.1:${sipPort}`,
      seconds: 3600,
    });
    // The server must have seen the contact before it believes that the telephone is there.
    await waitUntil(() => client.post('/agents/me/will', { will: { kind: 'ready' } }), {
      what: `${username} is ready`,
      every: 100,
    });
    return { username, client };
  }
}
