import { requestWithCredentials } from './credentials.ts';
import { Dialog, newCallId } from './dialog.ts';
import type { Credentials } from './digest.ts';
import { formatUri, parameter, parseUri } from './sip-address.ts';
import { headerValues, type SipResponse } from './sip-message.ts';
import type { SipSocket } from './sip-socket.ts';

/** A registrar that said no, or nothing at all (status 408). */
export class RegistrationError extends Error {
  readonly status: number;

  constructor(user: string, status: number) {
    super(`the registration of ${user} was refused with ${status}`);
    this.name = 'RegistrationError';
    this.status = status;
  }
}

const NO_ANSWER = 408;

/** A telephone's place in the registrar's book, renewed at half its time until it is taken out. */
export class Registration {
  readonly user: string;
  readonly #socket: SipSocket;
  readonly #dialog: Dialog;
  readonly #credentials: Credentials;
  readonly #wishedSeconds: number;
  #renew: NodeJS.Timeout | undefined;

  constructor(
    socket: SipSocket,
    registrar: string,
    credentials: Credentials,
    { seconds, contact }: { readonly seconds: number; readonly contact?: string | undefined },
  ) {
    const server = parseUri(registrar);
    const address = formatUri({ ...server, user: credentials.user });
    this.user = credentials.user;
    this.#socket = socket;
    this.#credentials = credentials;
    this.#wishedSeconds = seconds;
    this.#dialog = new Dialog({
      callId: newCallId(),
      own: { name: '', uri: address },
      other: { name: '', uri: address },
      target: formatUri({ ...server, user: '' }),
      contact: contact ?? formatUri({ ...socket.address, user: credentials.user }),
    });
  }

  /** Registers and keeps it so. Rejects with a `RegistrationError`. Resolves with the seconds granted. */
  async start(): Promise<number> {
    const response = await this.#register(this.#wishedSeconds);
    if (response.status !== 200) throw new RegistrationError(this.user, response.status);
    const mine = headerValues(response, 'contact').find(one => one.includes(`:${this.#socket.address.port}`));
    const granted = Number(parameter(mine ?? '', 'expires') ?? this.#wishedSeconds);
    this.#renew = setTimeout(() => this.start().catch(() => undefined), granted * 500);
    this.#renew.unref();
    return granted;
  }

  /** Takes the telephone out of the book. */
  async stop(): Promise<void> {
    this.forget();
    await this.#register(0);
  }

  /** Only stops renewing: the registrar will notice by itself, as when a telephone loses power. */
  forget(): void {
    clearTimeout(this.#renew);
  }

  #register(seconds: number): Promise<SipResponse> {
    const content = { headers: [['Expires', String(seconds)] as const] };
    return new Promise((resolve, reject) => {
      requestWithCredentials(this.#socket, this.#dialog, this.#credentials, 'REGISTER', content, {
        onProvisional: () => undefined,
        onFinal: resolve,
        onTimeout: () => reject(new RegistrationError(this.user, NO_ANSWER)),
      });
    });
  }
}
