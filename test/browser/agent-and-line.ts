import { expect } from 'vitest';
import type { OutgoingPolicy } from '../../src/outgoing/policy.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import type { PageSettings } from '../kit/browser.ts';
import { DeskPage } from '../worlds/desk-page.ts';
import { DeskPhone } from '../worlds/desk-phone.ts';
import { startTalkingCentre, type TalkingCentre } from './talking-centre.ts';

/** A talking centre with an agent who is ready. */
export interface AgentAndLine extends TalkingCentre {
  readonly desk: DeskPage;
  /** What every number outside that is called rings. */
  readonly line: DeskPhone;
  /** Changes what agents may do with calls out, as the admin does. */
  allows(change: Partial<OutgoingPolicy>): Promise<void>;
}

export async function startAgentAndLine(settings: PageSettings = {}): Promise<AgentAndLine> {
  const talking = await startTalkingCentre();
  const line = new DeskPhone(await openPhone({ port: talking.centre.demoLinePort }));
  const desk = await DeskPage.logIn(talking.browser, talking.centre, 'agente1', settings);
  await desk.ready();
  return {
    ...talking,
    desk,
    line,
    async allows(change) {
      const office = await talking.centre.logIn('admin');
      const policy = await office.get<OutgoingPolicy>('/outgoing');
      expect((await office.raw('PUT', '/outgoing', { ...policy, ...change })).status).toBe(200);
    },
    async stop() {
      await line.phone.close();
      await talking.stop();
    },
  };
}
