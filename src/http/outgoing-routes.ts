import { z } from 'zod';
import { changeOf } from '../audit/change.ts';
import { DEFAULT_POLICIES } from '../calls/policies.ts';
import type { CentreData } from '../calls/ports/settings.ts';
import { CauceError } from '../kit/errors.ts';
import { entriesOf } from '../outgoing/check-outgoing.ts';
import { classify } from '../outgoing/number-class.ts';
import { type OutgoingPolicy, outgoingPolicyShape } from '../outgoing/policy.ts';
import { Done, listOf } from './answers/common.ts';
import { OwnOutgoingAnswer } from './answers/queues.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { order } from './centre-orders.ts';
import type { WebParts } from './parts.ts';
import { type FieldFault, failing } from './problems.ts';
import type { List } from './shapes/list.ts';
import { type OwnOutgoing, ReleaseOutgoing } from './shapes/settings.ts';

/** What a caller id may be: a number that anybody can call back at no special rate. */
const CALLABLE: ReadonlySet<string> = new Set([
  'mobile',
  'fixed',
  'toll-free',
  'voip',
  'shared-cost',
  'other',
]);

/** Where people may call: what an admin reads and changes, and whom they let call again. */
export function outgoingRoutes(app: Api, { centre, settings, people, config, log, audit }: WebParts): void {
  const schema = { tags: ['outgoing'] };

  app.get(
    '/outgoing',
    {
      schema: {
        ...schema,
        summary: 'Where people may call',
        response: { 200: outgoingPolicyShape, ...failing('outgoing-policy') },
      },
    },
    async (): Promise<OutgoingPolicy> => {
      const { outgoing } = (await settings.load()).policies;
      if (!outgoing) throw new CauceError('outgoing-policy');
      return outgoing;
    },
  );

  app.get(
    '/outgoing/calendars',
    {
      schema: {
        ...schema,
        summary: 'The calendars that `offHours` may name, besides `always`',
        response: { 200: listOf(z.string()), ...failing() },
      },
    },
    async (): Promise<List<string>> => {
      const items = (await settings.load()).calendars.map(({ name }) => name);
      return { items, total: items.length };
    },
  );

  app.get(
    '/outgoing/own',
    {
      schema: {
        ...schema,
        summary:
          'How I may call out, what I may choose when I do, and whether a call of mine to a colleague has a ticket',
        response: { 200: OwnOutgoingAnswer, ...failing() },
      },
    },
    async (request): Promise<OwnOutgoing> => {
      const { id, role, level } = visitorOf(request).person;
      const { outgoing, internalTickets } = (await settings.load()).policies;
      return {
        entries: entriesOf({ person: id, role, level }, outgoing?.allow ?? []),
        mayWithhold: outgoing?.mayWithhold ?? false,
        internalTickets: internalTickets ?? DEFAULT_POLICIES.internalTickets,
      };
    },
  );

  app.put(
    '/outgoing',
    {
      schema: {
        ...schema,
        summary:
          'Change where people may call; it holds at once. `version` is that of the policy one looked at, the answer has the new one',
        body: outgoingPolicyShape,
        response: { 200: outgoingPolicyShape, ...failing('changed-meanwhile') },
      },
    },
    async (request): Promise<OutgoingPolicy> => {
      const present = await settings.load();
      const faults = faultsOf(request.body, present, config.country);
      if (faults.length > 0) throw new CauceError('invalid-input', { faults });
      const { version: _, ...wanted } = request.body;
      const change = changeOf(present.policies.outgoing ?? {}, wanted);
      const deeds =
        change === null ? [] : [{ kind: 'outgoing-changed', subject: null, data: change } as const];
      const changed = await audit.carryOut(whoOf(request), deeds, async () => {
        const saved = await settings.changeOutgoing(request.body);
        if (saved === null) throw new CauceError('changed-meanwhile');
        return saved;
      });
      log.info({ version: changed.version, by: visitorOf(request).person.id }, 'outgoing policy changed');
      return changed;
    },
  );

  app.post(
    '/outgoing/release',
    {
      schema: {
        ...schema,
        summary:
          'Let a person call out again whose calls looked like fraud, and their telephones ring again; null: lift the lock of the whole centre',
        body: ReleaseOutgoing,
        response: { 200: Done, ...failing('unknown-resource', 'calls-away') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const { person } = request.body;
      if (person !== null && (await people.get(person)) === null) throw new CauceError('unknown-resource');
      const deed = { kind: 'outgoing-released', subject: person, data: {} } as const;
      await audit.carryOut(whoOf(request), [deed], () =>
        order(centre, visitor, request.headers, { do: 'release-outgoing', person }),
      );
      log.info({ person, by: visitor.person.id }, 'outgoing calls released');
      return { ok: true };
    },
  );
}

/** What a policy names has to be there, or it would permit or lock nothing without a word. */
function faultsOf(policy: OutgoingPolicy, centre: CentreData, country: string): FieldFault[] {
  const faults: FieldFault[] = [];
  policy.allow.forEach(({ who }, index) => {
    if (who.kind === 'person' && !centre.people.some(({ id }) => id === who.person)) {
      faults.push({ path: `body.allow.${index}.who.person`, message: 'there is no such person' });
    }
  });
  const { calendar } = policy.offHours;
  if (calendar !== 'always' && !centre.calendars.some(each => each.name === calendar)) {
    const words = {
      es: `No hay un horario que se llame «${calendar}».`,
      en: `There is no calendar called “${calendar}”.`,
    };
    faults.push({ path: 'body.offHours.calendar', message: 'there is no such calendar', words });
  }
  const { centre: ours, areas } = policy.callerIds;
  const shown: [path: string, number: string | null][] = [
    ['body.callerIds.centre', ours],
    ...Object.entries(areas).map(([area, number]): [string, string] => [
      `body.callerIds.areas.${area}`,
      number,
    ]),
  ];
  for (const [path, number] of shown) {
    if (number === null || CALLABLE.has(classify(number, country).class)) continue;
    const words = {
      es: `${number} no es un número al que los clientes puedan devolver la llamada.`,
      en: `${number} is no number that customers can call back.`,
    };
    faults.push({ path, message: 'not a number that can be called back', words });
  }
  return faults;
}
