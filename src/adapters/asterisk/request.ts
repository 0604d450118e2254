import { CauceError } from '../../kit/errors.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One request to ARI. `path` holds its parts; each is encoded, so a recording's name may hold slashes. */
export interface AriRequest {
  readonly method: Method;
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /**
   * Asterisk answers only when the channel itself has carried it out, behind whatever is played to it. Such a
   * request never goes over the socket, where all others would wait behind it.
   */
  readonly waits?: true;
}

/** `body`: what a GET asked for, null where there is none; of other requests the status says it all. */
export type AriAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'timed-out' }
  /** The connection went away before the answer came. */
  | { readonly kind: 'lost' };

/** How long an answer may take; Asterisk itself answers within milliseconds. */
export const REQUEST_LIMIT_MS = 5_000;

/** A road for requests. */
export interface RequestRoad {
  send(request: AriRequest): Promise<AriAnswer>;
  close(): void;
}

/** The JSON of an answer that is read; null when there is none, or when it is something else, as in error pages. */
export function parsedBody({ method }: Pick<AriRequest, 'method'>, text: string): unknown {
  if (method !== 'GET' || text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function encodedPath(request: AriRequest): string {
  return request.path.map(encodeURIComponent).join('/');
}

/**
 * Two requests kill Asterisk 22.10.1 outright: recording a bridge without `format`, and reading or setting a
 * bridge variable without `variable`. We need neither, so no road carries them in any form.
 */
export function refuseDeadly(request: AriRequest): void {
  const [resource, , operation] = request.path;
  if (resource === 'bridges' && (operation === 'record' || operation === 'variable')) {
    throw new CauceError('internal', { part: 'asterisk', why: `bridges/{id}/${operation} is never sent` });
  }
}
