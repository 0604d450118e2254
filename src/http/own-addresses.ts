import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { inAddress } from '../config/network.ts';
import { type Trusts, trusting } from './client-address.ts';
import type { WebConfig } from './parts.ts';

/** A request as far as it says which of our addresses it came to. */
export interface Arrival {
  readonly headers: IncomingHttpHeaders;
  /** Each header as often as it came. */
  readonly headersDistinct?: { readonly host?: readonly string[] | undefined };
  readonly socket: Partial<Pick<IncomingMessage['socket'], 'localAddress' | 'localPort' | 'remoteAddress'>>;
}

type Scheme = 'http' | 'https';
const USUAL_PORT = { http: 80, https: 443 } as const satisfies Record<Scheme, number>;

/** What we are called on one way to us. */
interface Ours {
  /** As browsers write `Origin` (RFC 6454 §6.1): scheme, host, and a port that is not the scheme's usual one. */
  readonly origins: ReadonlySet<string>;
  /** As they write `Host` (RFC 9112 §3.2); the usual port may be left out. */
  readonly hosts: ReadonlySet<string>;
}

/**
 * The addresses of the web itself, by the way a request came. A page of somebody else's name that resolves to us (DNS
 * rebinding) comes with that name in `Host`; a page of another program on this machine has another port.
 *
 *   straight to us      localhost, 127.0.0.1, [::1], the address the connection came to, the public host: all with the
 *                       port it came to; and the public host with the port of CAUCE_PUBLIC_HOST
 *   by a trusted proxy  also the public host with the proxy's port, by the scheme of X-Forwarded-Proto (or by https,
 *                       where the proxy does not say)
 */
export class OwnAddresses {
  private readonly config: Config;
  private readonly trusts: Trusts;
  private readonly known = new Map<string, Ours>();

  constructor(config: Config) {
    this.config = config;
    this.trusts = trusting(config.trustedProxies);
  }

  /** Whether the request is for us: by its Host, and behind a trusted proxy by what the proxy says it was. */
  isFor(arrival: Arrival): boolean {
    // Of two, a proxy before us may have gone by the other one (RFC 9112 §3.2).
    if ((arrival.headersDistinct?.host?.length ?? 1) !== 1) return false;
    const { hosts } = this.ours(arrival);
    const host = asHost(arrival.headers.host);
    const forwarded = this.isProxied(arrival) ? lastOf(arrival.headers['x-forwarded-host']) : null;
    if (forwarded === null) return host !== null && hosts.has(host);
    // What a proxy calls us by may be a container's name; no other site is called so, for it has no dot.
    const inside = host !== null && (hosts.has(host) || /^[a-z0-9-]+(:\d+)?$/.test(host));
    return inside && hosts.has(asHost(forwarded) ?? '');
  }

  /** Whether a page of this origin is one of ours. */
  isOwnOrigin(origin: string, arrival: Arrival): boolean {
    return this.ours(arrival).origins.has(origin);
  }

  private isProxied({ socket: { remoteAddress } }: Arrival): boolean {
    return this.trusts(plain(remoteAddress ?? ''));
  }

  private ours(arrival: Arrival): Ours {
    const { localAddress, localPort = this.config.httpPort } = arrival.socket;
    const proxied = this.isProxied(arrival);
    const said = proxied ? lastOf(arrival.headers['x-forwarded-proto'])?.toLowerCase() : undefined;
    const scheme = said === 'http' || said === 'https' ? said : null;
    const address = plain(localAddress ?? '');
    const way = [address, localPort, proxied, scheme].join(' ');
    const known = this.known.get(way);
    if (known !== undefined) return known;
    const fresh = oursOf(this.config, { address, port: localPort, proxied, scheme });
    this.known.set(way, fresh);
    return fresh;
  }
}

type Config = Pick<WebConfig, 'tls' | 'httpPort' | 'publicHost' | 'publicPort' | 'trustedProxies'>;

interface Way {
  /** The address of ours that the connection came to; empty when it is not known. */
  readonly address: string;
  readonly port: number;
  readonly proxied: boolean;
  /** By which people come to the proxy, as it says. */
  readonly scheme: Scheme | null;
}

function oursOf({ tls, publicHost, publicPort }: Config, { address, port, proxied, scheme }: Way): Ours {
  const own: Scheme = tls === null ? 'http' : 'https';
  const outside: Scheme[] = proxied ? (scheme === null ? [own, 'https'] : [scheme]) : [own];
  const places: [Scheme, string, number][] = [
    ...['localhost', '127.0.0.1', '::1', address, publicHost].map((host): [Scheme, string, number] => [
      own,
      host,
      port,
    ]),
    ...outside.flatMap((by): [Scheme, string, number][] => [
      [by, publicHost, publicPort ?? port],
      ...(proxied && publicPort === null
        ? [[by, publicHost, USUAL_PORT[by]] as [Scheme, string, number]]
        : []),
    ]),
  ];
  const origins = new Set<string>();
  const hosts = new Set<string>();
  for (const [by, host, at] of places) {
    const text = `${by}://${inAddress(host)}:${at}`;
    if (!URL.canParse(text)) continue;
    const url = new URL(text);
    origins.add(url.origin);
    hosts.add(url.host);
    hosts.add(`${url.hostname}:${at}`);
  }
  return { origins, hosts };
}

/** A Host as it is compared: in lower case, an IPv6 address in its one form; null for what is none. */
function asHost(written: string | undefined): string | null {
  const [, name = '', port = ''] =
    /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[1-9]\d{0,4})?$/i.exec(written ?? '') ?? [];
  if (!name.startsWith('[')) return name === '' ? null : `${name.toLowerCase()}${port}`;
  const text = `http://${name}`;
  return URL.canParse(text) ? `${new URL(text).hostname}${port}` : null;
}

/** The last of a header's values: what the proxy before us said. */
function lastOf(header: string | string[] | undefined): string | null {
  return [header ?? []].flat().join(',').split(',').at(-1)?.trim() || null;
}

/** An address without the zone, and an IPv4 one without what an IPv6 socket puts before it. */
function plain(address: string): string {
  return address.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '');
}
