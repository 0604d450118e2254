import type { EnvironmentReader } from '../kit/environment.ts';

/**
 * The relay that browsers behind a firewall send their voice through.
 *
 * secret  shared with coturn (`use-auth-secret`): each log-in is given credentials of its own that end with it
 * fixed   one user of the relay for everybody: for agents only, never for guests
 */
export type Turn =
  | { readonly kind: 'secret'; readonly urls: string; readonly secret: string }
  | { readonly kind: 'fixed'; readonly urls: string; readonly username: string; readonly credential: string };

const ADDRESS = /^turns?:(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/;
/** The password may hold colons and at signs, the user not. */
const WITH_USER = /^(turns?):([^\s:@;"]+):([^\s;"]+)@([^@\s;"]+)$/;
const SECRET = /^[\x21-\x7e]{16,256}$/;

/** The relay of `CAUCE_TURN` and `CAUCE_TURN_SECRET`, or null. */
export function turnOf(reader: EnvironmentReader): Turn | null {
  const text = reader.text('CAUCE_TURN');
  const secret = reader.optional('CAUCE_TURN_SECRET', SECRET, 'openssl rand -hex 32');
  if (text === null) {
    if (secret !== null) {
      reader.fault(
        'CAUCE_TURN',
        'con CAUCE_TURN_SECRET hace falta la dirección del servidor: «turn:turn.example.org:3478»',
        'CAUCE_TURN_SECRET needs the address of the server: "turn:turn.example.org:3478"',
      );
    }
    return null;
  }
  const [, scheme, username = '', credential = '', host] = WITH_USER.exec(text) ?? [];
  const urls = host === undefined ? text : `${scheme}:${host}`;
  if (!ADDRESS.test(urls)) {
    reader.fault(
      'CAUCE_TURN',
      'debe ser como «turn:turn.example.org:3478» o «turn:usuario:clave@turn.example.org:3478»',
      'must look like "turn:turn.example.org:3478" or "turn:user:password@turn.example.org:3478"',
    );
  } else if (secret !== null && host !== undefined) {
    reader.fault(
      'CAUCE_TURN',
      'lleva usuario y clave, que con CAUCE_TURN_SECRET sobran: deje solo la dirección',
      'has a user and password, which CAUCE_TURN_SECRET replaces: leave only the address',
    );
  } else if (secret === null && host === undefined) {
    reader.fault(
      'CAUCE_TURN_SECRET',
      'hace falta el secreto que comparte con el servidor TURN (static-auth-secret de coturn)',
      'the secret shared with the TURN server is needed (static-auth-secret of coturn)',
    );
  }
  return secret === null
    ? Object.freeze({ kind: 'fixed' as const, urls, username, credential })
    : Object.freeze({ kind: 'secret' as const, urls, secret });
}
