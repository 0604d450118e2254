import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone } from '../../src/sip-phone/sip-phone.ts';
import { type BrowserSettings, launchBrowser } from '../kit/browser.ts';
import { tone, writeMicrophoneTone } from '../kit/tone.ts';
import { type CentreWorld, startCentre } from '../worlds/centre.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from '../worlds/direct-number.ts';
import { AGENT_HZ, CUSTOMER_HZ } from './voices.ts';

/** A centre with a browser for its agents, whose microphone says their tone, and with customers who call it. */
export interface TalkingCentre {
  readonly centre: CentreWorld;
  readonly browser: Browser;
  /** A customer who is in the queue at once and says their tone without pause. */
  customerCalls(from: string): Promise<OutgoingCall>;
  /** A call to another number, which may only ring. */
  calls(number: string, from: string): OutgoingCall;
  stop(): Promise<void>;
}

/** Where the browser is, when it is not on this machine, and where it sends its voice to. */
export interface BrowserPlace extends Required<Pick<BrowserSettings, 'elsewhere'>> {
  readonly mediaAddress: string;
}

/** `env`: of the roles, beside what they need. */
export async function startTalkingCentre(
  env: Record<string, string> = {},
  { elsewhere, mediaAddress }: Partial<BrowserPlace> = {},
): Promise<TalkingCentre> {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-browser-'));
  const flowsDir = directFlows();
  const microphone = join(folder, 'agent.wav');
  writeMicrophoneTone(microphone, AGENT_HZ);
  const [centre, browser, phone] = await Promise.all([
    startCentre({ flowsDir, env, ...(mediaAddress ? { mediaAddress } : {}) }),
    launchBrowser({ microphone, ...(elsewhere ? { elsewhere } : {}) }),
    openPhone(),
  ]);
  await openDirectNumber(centre);
  return {
    centre,
    browser,
    calls: (number, from) => phone.call(`sip:${number}@127.0.0.1:${centre.sipPort}`, { from }),
    async customerCalls(from) {
      const call = phone.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${centre.sipPort}`, { from });
      await call.answered;
      void call.play(tone(CUSTOMER_HZ));
      return call;
    },
    async stop() {
      await phone.close();
      await browser.close();
      await centre.stop();
      for (const each of [folder, flowsDir]) rmSync(each, { recursive: true });
    },
  };
}
