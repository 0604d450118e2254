import type { ClientTransaction, ClientWatcher } from './client-transaction.ts';
import type { Dialog } from './dialog.ts';
import { answerChallenge, type Credentials, parseChallenge } from './digest.ts';
import type { UdpAddress } from './sip-address.ts';
import { header, type SipHeader, type SipResponse } from './sip-message.ts';
import type { SipSocket } from './sip-socket.ts';

/**
 * Sends a request and, when it is challenged (401, 407), once more with the answer to the challenge.
 * The watcher sees only the outcome. `onSent` gets each transaction, so that the last one can be cancelled.
 */
export function requestWithCredentials(
  socket: SipSocket,
  dialog: Dialog,
  credentials: Credentials | undefined,
  method: string,
  content: { headers?: readonly SipHeader[]; body?: string },
  watcher: ClientWatcher,
  { to, onSent }: { to?: UdpAddress; onSent?: (transaction: ClientTransaction) => void } = {},
): void {
  const send = (extra: readonly SipHeader[], mayRetry: boolean) => {
    const request = dialog.request(method, { ...content, headers: [...(content.headers ?? []), ...extra] });
    const transaction = socket.request(request, to ?? dialog.destination(), {
      ...watcher,
      onFinal(response, at) {
        const authorization = credentials && mayRetry && proof(response, credentials, method, request.uri);
        if (authorization) send([authorization], false);
        else watcher.onFinal(response, at);
      },
    });
    onSent?.(transaction);
  };
  send([], true);
}

/** The header that answers the challenge of a 401 or 407, or `undefined` when there is none to answer. */
function proof(
  response: SipResponse,
  credentials: Credentials,
  method: string,
  uri: string,
): SipHeader | undefined {
  const proxy = response.status === 407;
  if (!proxy && response.status !== 401) return undefined;
  const asked = header(response, proxy ? 'proxy-authenticate' : 'www-authenticate');
  const challenge = asked ? parseChallenge(asked) : undefined;
  if (!challenge) return undefined;
  const name = proxy ? 'Proxy-Authorization' : 'Authorization';
  return [name, answerChallenge(challenge, credentials, { method, uri })];
}
