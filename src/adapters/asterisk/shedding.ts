import type { CallShedding } from '../../calls/ports/shedding.ts';
import type { Outcome } from '../../calls/ports/telephony.ts';
import type { AriLink } from './link.ts';
import { outcomeOf } from './outcome.ts';
import type { AriRequest } from './request.ts';
import type { AriVariable } from './wire.ts';

/** Variables of the dialplan (asterisk-config/extensions.conf). */
const SHARE = 'OVERLOAD_SHARE';
const UNTIL = 'OVERLOAD_UNTIL';
const REFUSED = 'OVERLOAD_REFUSED';

/** New calls that the dialplan turns away before anything is told of them. */
export class AsteriskShedding implements CallShedding {
  private readonly link: AriLink;

  constructor(link: AriLink) {
    this.link = link;
  }

  /** The end is told by the machine's clock: the dialplan knows no other. */
  async refuse(share: number, forMs: number): Promise<Outcome> {
    const until = Math.ceil((Date.now() + forMs) / 1000);
    const told = [setGlobal(SHARE, Math.round(share * 100)), setGlobal(UNTIL, until)];
    const [first, second] = await Promise.all(told.map(request => this.link.send(request)));
    const outcome = first ? outcomeOf(first) : 'lost';
    return outcome === 'done' && second ? outcomeOf(second) : outcome;
  }

  async refusedSoFar(): Promise<number | null> {
    const answer = await this.link.send(readGlobal(REFUSED));
    if (answer.kind !== 'answer' || answer.status !== 200) return null;
    return Number((answer.body as AriVariable).value) || 0;
  }

  arrivedSoFar(): number {
    return this.link.callsArrived;
  }

  delayMs(): number {
    return this.link.takeDelay();
  }
}

const setGlobal = (variable: string, value: number): AriRequest => ({
  method: 'POST',
  path: ['asterisk', 'variable'],
  query: { variable, value: String(value) },
});

const readGlobal = (variable: string): AriRequest => ({
  method: 'GET',
  path: ['asterisk', 'variable'],
  query: { variable },
});
