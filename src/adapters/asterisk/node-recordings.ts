import type { NodeRecordings } from '../../calls/ports/node-recordings.ts';
import type { Outcome } from '../../calls/ports/telephony.ts';
import { CauceError } from '../../kit/errors.ts';
import type { AriLink } from './link.ts';
import { outcomeOf } from './outcome.ts';
import type { AriRequest } from './request.ts';
import { asked, bodyOf } from './snapshot.ts';
import type { AriStoredRecording } from './wire.ts';

/** The finished recordings in Asterisk's spool, over HTTP. */
export class AsteriskRecordings implements NodeRecordings {
  private readonly link: Pick<AriLink, 'send' | 'download'>;

  constructor(link: Pick<AriLink, 'send' | 'download'>) {
    this.link = link;
  }

  async list(prefix: string): Promise<string[]> {
    const stored = await asked(this.link, { method: 'GET', path: ['recordings', 'stored'] });
    return (stored as AriStoredRecording[]).map(({ name }) => name).filter(name => name.startsWith(prefix));
  }

  async fetch(name: string): Promise<Buffer> {
    const request: AriRequest = { method: 'GET', path: ['recordings', 'stored', name, 'file'] };
    const answer = await this.link.download(request);
    if (answer.kind === 'answer' && answer.status === 404) throw new CauceError('unknown-resource', { name });
    return bodyOf(request, answer) as Buffer;
  }

  async erase(name: string): Promise<Outcome> {
    return outcomeOf(await this.link.send({ method: 'DELETE', path: ['recordings', 'stored', name] }));
  }
}
