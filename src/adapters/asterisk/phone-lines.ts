import { randomBytes } from 'node:crypto';
import type { Endpoint, PhoneLine, PhoneLines } from '../../agents/ports.ts';
import { endpointOfLine, lineAtEndpoint } from './endpoints.ts';
import { Lanes } from './lanes.ts';
import { type Fields, lineObjects } from './line-config.ts';
import type { AriLink } from './link.ts';
import type { AriRequest } from './request.ts';
import { asked, bodyOf, ownLines } from './snapshot.ts';

type ObjectType = 'auth' | 'aor' | 'endpoint';

/**
 * SIP accounts pushed into Asterisk's memory over ARI (facts 72–77). They end with Asterisk, so anyone who uses this
 * compares `list` with what should be after each connect.
 */
export class AsteriskPhoneLines implements PhoneLines {
  private readonly link: AriLink;
  private readonly mediaAddress: string;
  private readonly guestPorts: () => readonly [number, number] | null;
  private readonly lanes = new Lanes();

  /**
   * `mediaAddress` is the IP address phones are told to send their audio to. `guestPorts`: the UDP ports that the voice of
   * a new guest may take, null for any.
   */
  constructor(link: AriLink, mediaAddress: string, guestPorts: AsteriskPhoneLines['guestPorts']) {
    this.link = link;
    this.guestPorts = guestPorts;
    this.mediaAddress = mediaAddress;
  }

  provision(line: PhoneLine): Promise<void> {
    return this.lanes.run([line.id], () => this.make(line));
  }

  /**
   * An account that goes while a channel is on it is listed again when the channel is gone, for ever: only one that is
   * there can be taken off the list. Nobody is told the password with which it is there for that moment.
   */
  remove(id: string): Promise<void> {
    return this.lanes.run([id], async () => {
      if ((await this.takeAway(id)) || !(await this.list()).some(line => line.id === id)) return;
      const password = randomBytes(24).toString('base64url');
      await this.make({ id, kind: 'sip', password, callerNumber: id, callerName: '' });
      await this.takeAway(id);
    });
  }

  list(): Promise<{ id: string; reachable: boolean }[]> {
    return ownLines(this.link);
  }

  endpointOf(line: string): Endpoint {
    return endpointOfLine(line);
  }

  lineAt(endpoint: Endpoint): string | null {
    return lineAtEndpoint(endpoint);
  }

  private async make(line: PhoneLine): Promise<void> {
    const { auth, aor, endpoint } = lineObjects(line, this.mediaAddress, this.guestPorts());
    // An endpoint cannot be changed in place (facts 75): it is taken away and made again.
    await this.link.send(erase('endpoint', line.id));
    await asked(this.link, put('auth', line.id, auth));
    await asked(this.link, put('aor', line.id, aor));
    await asked(this.link, put('endpoint', line.id, endpoint));
  }

  /** Answers whether the account was there. */
  private async takeAway(id: string): Promise<boolean> {
    let wasThere = false;
    for (const type of ['endpoint', 'aor', 'auth'] as const) {
      const request = erase(type, id);
      const answer = await this.link.send(request);
      if (answer.kind === 'answer' && answer.status === 404) continue;
      bodyOf(request, answer);
      wasThere ||= type === 'endpoint';
    }
    return wasThere;
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
