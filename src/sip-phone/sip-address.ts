/** The parts of a `sip:` address that a telephone uses. */
export interface SipUri {
  readonly user: string;
  readonly host: string;
  /** UDP port; 5060 when the address names none (RFC 3261 §19.1.2). */
  readonly port: number;
}

/** A From, To or Contact line taken apart. */
export interface SipParty {
  readonly name: string;
  readonly uri: string;
  readonly tag: string | undefined;
}

/** Where datagrams go. */
export interface UdpAddress {
  readonly host: string;
  readonly port: number;
}

const DEFAULT_SIP_PORT = 5060;

/** Reads `sip:user@host:port;parameters`; throws a `RangeError` when it is not a SIP address. */
export function parseUri(uri: string): SipUri {
  const parts = /^sips?:(?:([^@]*)@)?(\[[^\]]+\]|[^:;?>]+)(?::(\d+))?/i.exec(uri.trim());
  if (!parts?.[2]) throw new RangeError(`not a SIP address: ${uri}`);
  return {
    user: decodeURIComponent(parts[1] ?? ''),
    host: parts[2].replace(/^\[|\]$/g, ''),
    port: parts[3] ? Number(parts[3]) : DEFAULT_SIP_PORT,
  };
}

/** Writes an address; `*` and `+` stay readable, `#` must be escaped (RFC 3261 §25.1). */
export function formatUri(uri: SipUri): string {
  const user = encodeURIComponent(uri.user).replace(/%2A/gi, '*').replace(/%2B/gi, '+');
  return `sip:${user === '' ? '' : `${user}@`}${uri.host}:${uri.port}`;
}

/** Reads a From, To or Contact value in either of its two forms (with or without `<>`). */
export function parseParty(value: string): SipParty {
  const bracketed = /^(?:\s*"((?:[^"\\]|\\.)*)"\s*|([^<"]*))<([^>]*)>/.exec(value);
  const name = (bracketed?.[1] ?? bracketed?.[2] ?? '').replace(/\\(.)/g, '$1').trim();
  const uri = bracketed?.[3] ?? value.split(';')[0] ?? '';
  const after = bracketed ? value.slice(bracketed[0].length) : value;
  return { name, uri: uri.trim(), tag: parameter(after, 'tag') };
}

/** Writes a party; a display name is quoted so that any text may stand in it. */
export function formatParty(name: string, uri: string, tag?: string): string {
  const shown = name === '' ? '' : `"${name.replace(/[\r\n]/g, ' ').replace(/["\\]/g, '\\$&')}" `;
  return `${shown}<${uri}>${tag ? `;tag=${tag}` : ''}`;
}

/** The value of `;name=value`; the empty text for a bare `;name`; `undefined` when it is absent. */
export function parameter(value: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}(?:\\s*=\\s*"?([^;",\\s]*))?`, 'i').exec(value);
  return found ? (found[1] ?? '') : undefined;
}
