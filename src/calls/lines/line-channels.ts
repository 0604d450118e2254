import type { Telephony } from '../ports/telephony.ts';

/** Hangs up the channels of a line that was removed. Fails when the telephone system cannot list them. */
export async function hangUpLine(telephony: Telephony, line: string): Promise<void> {
  const { channels } = await telephony.snapshot();
  for (const channel of channels) {
    if (channel.line === line) await telephony.hangUp(channel.id, 'finished');
  }
}

/** Tells of a line whether it has a channel now. Fails when the telephone system cannot list them. */
export async function linesInCall(telephony: Telephony): Promise<(line: string) => boolean> {
  const { channels } = await telephony.snapshot();
  const lines = new Set(channels.map(channel => channel.line));
  return line => lines.has(line);
}
