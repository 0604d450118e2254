import type { AddPerson, PersonCard } from '../../src/http/shapes/people.ts';
import type { SipAccount } from '../../src/http/shapes/session.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { CentreWorld } from './centre.ts';
import type { Desk } from './desk.ts';

/** A telephone on a desk, with the calls that rang it and were not taken yet. */
export class DeskPhone {
  readonly phone: SipPhone;
  /** Answers each call as it rings; they are still handed out by `nextCall`. */
  answersByItself = false;
  private readonly rung: IncomingCall[] = [];

  constructor(phone: SipPhone) {
    this.phone = phone;
    phone.onInvite(call => {
      this.rung.push(call);
      call.ring();
      if (this.answersByItself) void call.answer();
    });
  }

  /** The next call that rings here. */
  nextCall(within = 10_000): Promise<IncomingCall> {
    return waitUntil(() => this.rung.shift(), { what: 'the desk telephone rings', within });
  }

  /** The call that has rung here and was not taken yet; null when there is none. */
  takeRung(): IncomingCall | null {
    return this.rung.shift() ?? null;
  }
}

/** A person with a desk telephone who is ready to take calls. The administrator creates the person. */
export async function deskAgent(
  centre: Pick<CentreWorld, 'logIn' | 'password' | 'sipPort'>,
  person: Partial<AddPerson> & { username: string },
  admin?: Desk,
): Promise<{ desk: Desk; phone: DeskPhone; person: PersonCard }> {
  const office = admin ?? (await centre.logIn('admin'));
  const added = await office.post<PersonCard>('/people', {
    displayName: person.username,
    role: 'agent',
    level: 1,
    queues: ['averias'],
    phoneKind: 'sip',
    password: centre.password,
    ...person,
  });
  const account = await office.get<SipAccount>(`/people/${added.id}/phone`);
  const phone = await openPhone();
  const desk = await centre.logIn(person.username);
  await waitUntil(
    () =>
      phone.register({
        user: account.user,
        password: account.password,
        registrar: `sip:127.0.0.1:${centre.sipPort}`,
      }),
    { what: `${person.username} registers`, within: 15_000, every: 250 },
  );
  await waitUntil(async () => (await desk.raw('POST', '/agents/me/will', { will: { kind: 'ready' } })).ok, {
    what: `${person.username} is ready`,
    within: 10_000,
    every: 100,
  });
  return { desk, phone: new DeskPhone(phone), person: added };
}
