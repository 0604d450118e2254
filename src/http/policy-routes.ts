import { changeOf } from '../audit/change.ts';
import { DEFAULT_POLICIES } from '../calls/policies.ts';
import type { CentreData } from '../calls/ports/settings.ts';
import { LONG_CALL_MS } from '../calls/watches/long-calls.ts';
import { PolicyAnswer } from './answers/queues.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import { ChangePolicies, type PolicyCard } from './shapes/settings.ts';

/** What an admin decides for the whole centre; it holds at once. */
export function policyRoutes(app: Api, { settings, log, audit }: WebParts): void {
  const schema = { tags: ['queues'] };

  app.get(
    '/policies',
    {
      schema: {
        ...schema,
        summary: 'The policies of the centre',
        response: { 200: PolicyAnswer, ...failing() },
      },
    },
    async (): Promise<PolicyCard> => policyCard((await settings.load()).policies),
  );

  app.patch(
    '/policies',
    {
      schema: {
        ...schema,
        summary: 'Change policies of the centre; they hold at once, and what is left out stays',
        body: ChangePolicies,
        response: { 200: PolicyAnswer, ...failing() },
      },
    },
    async (request): Promise<PolicyCard> => {
      const before = policyCard((await settings.load()).policies);
      const change = changeOf(before, request.body);
      const deeds =
        change === null ? [] : [{ kind: 'policies-changed', subject: null, data: change } as const];
      const after = await audit.carryOut(whoOf(request), deeds, () => settings.changePolicies(request.body));
      const card = policyCard(after);
      log.info({ ...card, by: visitorOf(request).person.id }, 'policies changed');
      return card;
    },
  );
}

function policyCard(policies: CentreData['policies']): PolicyCard {
  const now = { ...DEFAULT_POLICIES, ...policies };
  return {
    supervisionSeen: now.supervisionSeen,
    leaderMayLeave: now.leaderMayLeave,
    announceRecording: now.announceRecording,
    directRecording: now.directRecording,
    directPauseMs: now.directPauseMs,
    internalTickets: now.internalTickets,
    debtStops: now.debtStops,
    longCallMs: policies.longCallMs ?? LONG_CALL_MS,
  };
}
