import type { PhoneLine, PhoneLines } from '../../agents/ports.ts';
import { Lanes } from './lanes.ts';
import { type Fields, lineObjects } from './line-config.ts';
import type { AriLink } from './link.ts';
import type { AriRequest } from './request.ts';
import { bodyOf, ownLines } from './snapshot.ts';

type ObjectType = 'auth' | 'aor' | 'endpoint';

/**
 * SIP accounts pushed into Asterisk's memory over ARI (facts 72–77). They end with Asterisk, so whoever uses this
 * compares `list` with what should be after each connect.
 */
export class AsteriskPhoneLines implements PhoneLines {
  private readonly link: AriLink;
  private readonly mediaAddress: string;
  private readonly lanes = new Lanes();

  /** `mediaAddress` is the IP address phones are told to send their audio to. */
  constructor(link: AriLink, mediaAddress: string) {
    this.link = link;
    this.mediaAddress = mediaAddress;
  }

  provision(line: PhoneLine): Promise<void> {
    return this.lanes.run([line.id], async () => {
      const { auth, aor, endpoint } = lineObjects(line, this.mediaAddress);
      // An endpoint cannot be changed in place (facts 75): it is taken away and made again.
      await this.link.send(erase('endpoint', line.id));
      bodyOf(await this.link.send(put('auth', line.id, auth)));
      bodyOf(await this.link.send(put('aor', line.id, aor)));
      bodyOf(await this.link.send(put('endpoint', line.id, endpoint)));
    });
  }

  remove(id: string): Promise<void> {
    return this.lanes.run([id], async () => {
      for (const type of ['endpoint', 'aor', 'auth'] as const) {
        const answer = await this.link.send(erase(type, id));
        if (answer.kind !== 'answer' || answer.status !== 404) bodyOf(answer);
      }
    });
  }

  list(): Promise<{ id: string; reachable: boolean }[]> {
    return ownLines(this.link);
  }
}

function put(type: ObjectType, id: string, fields: Fields): AriRequest {
  return {
    method: 'PUT',
    path: pathOf(type, id),
    body: { fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })) },
  };
}

function erase(type: ObjectType, id: string): AriRequest {
  return { method: 'DELETE', path: pathOf(type, id) };
}

function pathOf(type: ObjectType, id: string): string[] {
  return ['asterisk', 'config', 'dynamic', 'res_pjsip', type, id];
}
