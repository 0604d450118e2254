import { isIP, isIPv6 } from 'node:net';
import { resolve } from 'node:path';
import type { EnvironmentReader } from '../kit/environment.ts';

/** A talking call takes two ports for each of its legs and a snoop takes none: below this nothing works. */
const RTP_PORTS_MIN = 20;

/** Paths of the certificate and its key. */
export type TlsFiles = { readonly cert: string; readonly key: string };

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Whether it stands for every address of this machine, and so is the address of none. */
export function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** The address that everything for people listens on: this machine only, unless it is said. */
export function bindOf(reader: EnvironmentReader): string {
  const bind = reader.text('CAUCE_BIND') ?? '127.0.0.1';
  if (isIP(bind) === 0 && bind !== 'localhost') {
    reader.fault('CAUCE_BIND', 'debe ser una dirección IP', 'must be an IP address');
  }
  return bind;
}

/** The certificate of the pages; without one the bind must be a loopback address. */
export function tlsOf(reader: EnvironmentReader, bind: string): TlsFiles | null {
  const cert = reader.text('CAUCE_TLS_CERT');
  const key = reader.text('CAUCE_TLS_KEY');
  if (cert !== null && key !== null) {
    reader.file('CAUCE_TLS_CERT', resolve(cert));
    reader.file('CAUCE_TLS_KEY', resolve(key));
    return Object.freeze({ cert: resolve(cert), key: resolve(key) });
  }
  if (cert !== null || key !== null) {
    reader.fault(
      cert === null ? 'CAUCE_TLS_CERT' : 'CAUCE_TLS_KEY',
      'el certificado y su llave van juntos',
      'the certificate and its key go together',
    );
  } else if (!isLoopback(bind)) {
    reader.fault(
      'CAUCE_BIND',
      `con ${bind} hace falta TLS (CAUCE_TLS_CERT y CAUCE_TLS_KEY): sin él los navegadores no dan el micrófono`,
      `${bind} needs TLS (CAUCE_TLS_CERT and CAUCE_TLS_KEY): without it browsers give no microphone`,
    );
  }
  return null;
}

/** The name and port by which people reach the pages; `port` null: that of CAUCE_HTTP_PORT, or a proxy's usual one. */
export type PublicPlace = { readonly host: string; readonly port: number | null };

/** Where people reach the pages from outside: a name or address, with the port of what stands in front when it differs. */
export function publicPlaceOf(reader: EnvironmentReader): PublicPlace | null {
  const text = reader.text('CAUCE_PUBLIC_HOST');
  if (text === null) return null;
  if (isIPv6(text)) return { host: text.toLowerCase(), port: null };
  const [, literal, name, digits] =
    /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?))(?::([1-9]\d{0,4}))?$/.exec(text) ??
    [];
  const host = (literal ?? name ?? '').toLowerCase();
  const port = digits === undefined ? null : Number(digits);
  if (host === '' || (literal !== undefined && !isIPv6(literal)) || (port ?? 0) > 65_535) {
    reader.fault(
      'CAUCE_PUBLIC_HOST',
      'debe ser un nombre o una dirección, con su puerto si no es el de CAUCE_HTTP_PORT, sin «https://» ni punto final: «centro.example.org», «centro.example.org:8443», «[2001:db8::1]:8443»',
      'must be a name or an address, with its port when that is not CAUCE_HTTP_PORT, without "https://" or a final dot: "centre.example.org", "centre.example.org:8443", "[2001:db8::1]:8443"',
    );
    return null;
  }
  return { host, port };
}

/** Where people reach the pages when nobody says it: a server that listens everywhere has the address that the voice is sent to. */
export function ownHostOf(bind: string, mediaAddress: string): string {
  if (isLoopback(bind)) return 'localhost';
  return isEverywhere(bind) ? mediaAddress : bind;
}

/**
 * The address of the pages as a person types it, without a path. Behind a proxy it is the proxy's: with TLS, for browsers
 * give a page without it no microphone, unless it is this machine's own.
 */
export function publicOrigin(settings: {
  readonly publicHost: string;
  readonly publicPort: number | null;
  readonly httpPort: number;
  readonly tls: TlsFiles | null;
  readonly trustedProxies: readonly string[];
}): string {
  const { publicHost, publicPort, httpPort, tls } = settings;
  const isProxied = settings.trustedProxies.length > 0 && !isLoopback(publicHost);
  const scheme = tls !== null || isProxied ? 'https' : 'http';
  const port = publicPort ?? (isProxied ? null : httpPort);
  return `${scheme}://${inAddress(publicHost)}${port === null ? '' : `:${port}`}`;
}

/** A host as addresses of the web write it. */
export function inAddress(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** First and last UDP port of the voice, both included. */
export function rtpPortsOf(reader: EnvironmentReader): readonly [number, number] {
  const text = reader.text('CAUCE_RTP_PORTS') ?? '10000-10999';
  const match = /^(\d+)-(\d+)$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2]);
  if (!match || from < 1024 || to > 65535 || to - from + 1 < RTP_PORTS_MIN) {
    reader.fault(
      'CAUCE_RTP_PORTS',
      `debe ser como «10000-10999», con ${RTP_PORTS_MIN} puertos o más`,
      `must look like "10000-10999", with ${RTP_PORTS_MIN} ports or more`,
    );
  }
  return Object.freeze([from, to] as const);
}

/** Where phones are told to send their voice: the one that was said, or the bind or public host when it is an address. */
export function mediaAddressOf(reader: EnvironmentReader, bind: string, publicHost: string | null): string {
  const given = reader.text('CAUCE_MEDIA_ADDRESS');
  if (given !== null) {
    if (isIP(given) === 0) {
      reader.fault('CAUCE_MEDIA_ADDRESS', 'debe ser una dirección IP', 'must be an IP address');
    }
    return given;
  }
  if (isLoopback(bind)) return '127.0.0.1';
  const known = [bind, publicHost ?? ''].find(host => isIP(host) !== 0 && !isEverywhere(host));
  if (known === undefined) {
    reader.fault(
      'CAUCE_MEDIA_ADDRESS',
      'hace falta la dirección IP a la que los teléfonos enviarán la voz',
      'the IP address that phones send their voice to is needed',
    );
  }
  return known ?? '127.0.0.1';
}

/** The proxies whose `X-Forwarded-For` is believed; one fault makes it nobody. */
export function trustedProxiesOf(reader: EnvironmentReader): readonly string[] {
  const names = (reader.text('CAUCE_TRUSTED_PROXY') ?? '').split(',').flatMap(name => name.trim() || []);
  if (!names.every(isNetwork)) {
    reader.fault(
      'CAUCE_TRUSTED_PROXY',
      'deben ser direcciones IP o redes, como «10.0.0.5, 192.168.0.0/24»',
      'must be IP addresses or networks, like "10.0.0.5, 192.168.0.0/24"',
    );
    return Object.freeze([]);
  }
  return Object.freeze(names);
}

/** An address, or a network such as 10.0.0.0/8; a network of everybody would believe everybody. */
function isNetwork(name: string): boolean {
  const [address = '', bits, ...rest] = name.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128);
}
