import type { Telephony } from './ports.ts';

/** Hangs up the channels of a line that was removed. Fails when the telephone system cannot list them. */
export async function hangUpLine(telephony: Telephony, line: string): Promise<void> {
  const { channels } = await telephony.snapshot();
  for (const channel of channels) {
    if (channel.name.startsWith(`PJSIP/${line}-`)) await telephony.hangUp(channel.id, 'normal');
  }
}
