import type { TelephonySnapshot } from '../../calls/ports/telephony-events.ts';
import { AsteriskFault } from './asterisk-fault.ts';
import { callerOf, sourceOf } from './caller.ts';
import { lineOfChannel } from './endpoints.ts';
import { isOwnLine } from './line-config.ts';
import type { AriLink } from './link.ts';
import type { AriAnswer, AriRequest } from './request.ts';
import {
  type AriApplication,
  type AriBridge,
  type AriChannel,
  type AriEndpoint,
  argumentsOf,
  CALLS_APP,
  recordingOfCall,
  SNOOP_PREFIX,
} from './wire.ts';

/** Reads what lives on the node now; fails with `AsteriskFault` when the node does not tell. */
export async function takeSnapshot(link: AriLink): Promise<TelephonySnapshot> {
  const [application, channels, bridges, lines] = await Promise.all([
    asked(link, { method: 'GET', path: ['applications', CALLS_APP] }),
    asked(link, { method: 'GET', path: ['channels'] }),
    asked(link, { method: 'GET', path: ['bridges'] }),
    ownLines(link),
  ]);
  // A leg that still rings is not in the application yet, but it was dialled by it and will come.
  const dialled = new Set((application as AriApplication).channel_ids);
  const all = channels as AriChannel[];
  return {
    recordings: all.flatMap(({ id }) => recordingOfCall(id) ?? []),
    snoops: all.flatMap(({ id }) =>
      id.startsWith(SNOOP_PREFIX) && recordingOfCall(id) === null ? [id] : [],
    ),
    channels: all
      .filter(channel => !channel.id.startsWith(SNOOP_PREFIX))
      .map(channel => {
        const args = argumentsOf(channel);
        return {
          id: channel.id,
          line: lineOfChannel(channel.name),
          answered: channel.state === 'Up',
          ours: args !== null || dialled.has(channel.id),
          args: args ?? [],
          source: args?.[0] === 'inbound' ? sourceOf(channel, args) : null,
          ...callerOf(channel, args ?? []),
          createdAt: Date.parse(channel.creationtime),
        };
      }),
    bridges: (bridges as AriBridge[]).map(({ id, channels: members }) => ({ id, channels: members })),
    lines,
  };
}

/** The lines made by us, with their contact. */
export async function ownLines(link: AriLink): Promise<{ id: string; reachable: boolean }[]> {
  const request: AriRequest = { method: 'GET', path: ['endpoints', 'PJSIP'] };
  const answer = await link.send(request);
  // Asterisk knows a technology by its first endpoint: a centre without a trunk and without a line yet has none.
  if (answer.kind === 'answer' && answer.status === 404) return [];
  return (bodyOf(request, answer) as AriEndpoint[])
    .filter(endpoint => isOwnLine(endpoint.resource))
    .map(endpoint => ({ id: endpoint.resource, reachable: endpoint.state === 'online' }));
}

/** Sends the request; answers the body of a good answer, fails with `AsteriskFault` otherwise. */
export async function asked(link: Pick<AriLink, 'send'>, request: AriRequest): Promise<unknown> {
  return bodyOf(request, await link.send(request));
}

/** The body of a good answer; fails with `AsteriskFault` otherwise. */
export function bodyOf(request: AriRequest, answer: AriAnswer): unknown {
  if (answer.kind === 'answer' && answer.status >= 200 && answer.status < 300) return answer.body;
  throw new AsteriskFault(request, answer);
}
