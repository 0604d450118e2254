import { agentOf, type Call } from './call.ts';

/** The calls that go out and are not over, with whom they are of and the area they are made for. */
export function outgoingCalls(
  calls: readonly Call[],
): { readonly person: string | null; readonly area: string | null }[] {
  return calls
    .filter(({ direction, phase }) => direction === 'out' && phase.kind !== 'ending')
    .map(call => ({ person: agentOf(call), area: call.outgoing?.area ?? null }));
}
