import type { LineKeeper } from '../calls/line-keeper.ts';
import type { Config } from '../config.ts';
import { toLine } from '../customers/phone-number.ts';

/** A customer's telephone that anybody may start on this machine (`npm run call -- --listen`), demo only. */
const DEMO_LINE_PORT = 5070;

/**
 * Where an outgoing call goes; null is "no way out" (default deny). A guest of `/call` who is there is rung in the
 * browser, all else goes to the trunk, and only a demo centre without a trunk rings the demo line on this machine.
 */
export function outgoingRoute(
  number: string,
  config: Pick<Config, 'country' | 'trunk' | 'demo'>,
  lines: Pick<LineKeeper, 'guestEndpoint'>,
): string | null {
  const line = toLine(number, config.country);
  if (!/^\+?\d{3,15}$/.test(line)) return null;
  const guest = lines.guestEndpoint(line);
  if (guest) return guest;
  if (config.trunk) return `PJSIP/${line}@trunk`;
  const port = Number(process.env.CAUCE_DEMO_LINE_PORT ?? DEMO_LINE_PORT);
  return config.demo ? `PJSIP/demo-trunk/sip:${line}@127.0.0.1:${port}` : null;
}
