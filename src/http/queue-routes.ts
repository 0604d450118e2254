import { z } from 'zod';
import { changeOf } from '../audit/change.ts';
import { fitsAfter, NEEDS } from '../calls/dispositions.ts';
import { CauceError } from '../kit/errors.ts';
import { AWAIT_AGENT_MS, type QueueProfile, REFUSED_AGAIN_MS } from '../queues/events.ts';
import type { Thresholds } from '../queues/thresholds.ts';
import type { QueuePicture } from '../supervision/events.ts';
import { pictureFor } from '../supervision/reader-view.ts';
import { BreakAnswer } from './answers/agents.ts';
import { DispositionAnswer } from './answers/calls.ts';
import { Done, listOf } from './answers/common.ts';
import { AreaAnswer, FlowAnswer, QueueAnswer, QueueCardAnswer } from './answers/queues.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { pictureOf } from './centre-orders.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { DispositionCard } from './shapes/calls.ts';
import type { List } from './shapes/list.ts';
import type { AreaCard, FlowCard } from './shapes/settings.ts';
import { ChangeQueue, type QueueCard, SetThresholds } from './shapes/settings.ts';
import { sightOfVisitor } from './visitor-sight.ts';

const params = z.strictObject({ name: z.string().min(1).max(40) });

/** The queues as they are now, what an admin may change of them, and what agents choose from: dispositions, breaks and flows. */
export function queueRoutes(app: Api, { centre, settings, log, audit, flowTitle }: WebParts): void {
  const schema = { tags: ['queues'] };

  app.get(
    '/queues',
    {
      schema: {
        ...schema,
        summary: 'Who waits and how well they are served today',
        response: { 200: listOf(QueueAnswer), ...failing('calls-away') },
      },
    },
    async (request): Promise<List<QueuePicture>> => {
      const { queues } = pictureFor(sightOfVisitor(visitorOf(request), centre), pictureOf(centre));
      return { items: queues, total: queues.length };
    },
  );

  app.get(
    '/queues/:name',
    {
      schema: {
        ...schema,
        summary: 'What an admin decides of a queue',
        params,
        response: { 200: QueueCardAnswer, ...failing('unknown-resource') },
      },
    },
    async (request): Promise<QueueCard> => {
      const queue = await settings.queue(request.params.name);
      if (queue === null) throw new CauceError('unknown-resource');
      return queueCard(queue);
    },
  );

  app.patch(
    '/queues/:name',
    {
      schema: {
        ...schema,
        summary: 'Change a queue; it holds at once',
        params,
        body: ChangeQueue,
        response: { 200: QueueCardAnswer, ...failing('unknown-resource') },
      },
    },
    async (request): Promise<QueueCard> => {
      const before = await settings.queue(request.params.name);
      if (before === null) throw new CauceError('unknown-resource');
      const change = changeOf(queueCard(before), request.body);
      const deeds =
        change === null ? [] : [{ kind: 'queue-changed', subject: before.name, data: change } as const];
      const queue = await audit.carryOut(whoOf(request), deeds, () =>
        settings.changeQueue(before.name, request.body),
      );
      if (queue === null) throw new CauceError('unknown-resource');
      const card = queueCard(queue);
      log.info({ ...card, by: visitorOf(request).person.id }, 'queue changed');
      return card;
    },
  );

  app.put(
    '/queues/:name/thresholds',
    {
      schema: {
        ...schema,
        summary: 'From when on the wallboard says that something is wrong with a queue',
        params,
        body: SetThresholds,
        response: { 200: Done, ...failing('unknown-resource') },
      },
    },
    async request => {
      const before = await settings.queue(request.params.name);
      if (before === null) throw new CauceError('unknown-resource');
      const thresholds = request.body;
      const change = changeOf(whole(before.thresholds ?? {}), whole(thresholds));
      const deeds =
        change === null ? [] : [{ kind: 'queue-changed', subject: before.name, data: change } as const];
      const changed = await audit.carryOut(whoOf(request), deeds, () =>
        settings.changeQueue(before.name, { thresholds }),
      );
      if (changed === null) throw new CauceError('unknown-resource');
      log.info({ queue: before.name, by: visitorOf(request).person.id }, 'thresholds changed');
      return { ok: true as const };
    },
  );

  app.get(
    '/areas',
    {
      schema: {
        ...schema,
        summary: 'The work groups that tickets are in',
        response: { 200: listOf(AreaAnswer), ...failing() },
      },
    },
    async (): Promise<List<AreaCard>> => {
      const { areas } = await settings.load();
      return { items: areas, total: areas.length };
    },
  );

  app.get(
    '/dispositions',
    {
      schema: {
        ...schema,
        summary: 'How a call can have ended, in the order that gives each its key on the page',
        response: { 200: listOf(DispositionAnswer), ...failing() },
      },
    },
    async (): Promise<List<DispositionCard>> => {
      const { dispositions } = await settings.load();
      const items = dispositions.map(one => ({ ...one, fits: fitsAfter(one), needs: NEEDS[one.effect] }));
      return { items, total: items.length };
    },
  );

  app.get(
    '/breaks',
    {
      schema: { ...schema, summary: 'Kinds of breaks', response: { 200: listOf(BreakAnswer), ...failing() } },
    },
    async () => {
      const { breaks } = await settings.load();
      return { items: breaks, total: breaks.length };
    },
  );

  app.get(
    '/flows',
    {
      schema: {
        ...schema,
        summary: 'The menus that a caller may be given to: those that numbers of the centre lead to',
        response: { 200: listOf(FlowAnswer), ...failing() },
      },
    },
    async (): Promise<List<FlowCard>> => {
      const { numbers } = await settings.load();
      const names = [...new Set(numbers.map(({ flow }) => flow))];
      const items = await Promise.all(
        names.map(async name => ({ name, title: (await flowTitle(name)) ?? { es: name, en: name } })),
      );
      return { items, total: items.length };
    },
  );
}

/** Every threshold, those that are not set as null: what was taken away is a change too. */
const whole = (thresholds: Thresholds) => ({
  waitingWarning: thresholds.waitingWarning ?? null,
  waitingAlarm: thresholds.waitingAlarm ?? null,
  waitWarning: thresholds.waitWarning ?? null,
  waitAlarm: thresholds.waitAlarm ?? null,
  levelWarning: thresholds.levelWarning ?? null,
  levelAlarm: thresholds.levelAlarm ?? null,
  nobodyReady: thresholds.nobodyReady ?? null,
});

function queueCard(queue: QueueProfile): QueueCard {
  const { name, title, recording, recordingPauseMs, wrapUpAlarmMs } = queue;
  const { ringMs, answerWithinMs, announceEveryMs } = queue;
  const { autoAnswer = 'allows', maskNumbers = false, revealNumbers = false } = queue;
  const { refusedAgainMs = REFUSED_AGAIN_MS, awaitAgentMs = AWAIT_AGENT_MS } = queue;
  return {
    ...{ name, title, recording, recordingPauseMs, wrapUpAlarmMs, autoAnswer, maskNumbers },
    revealNumbers,
    ...{ ringMs, refusedAgainMs, awaitAgentMs, answerWithinMs, announceEveryMs },
  };
}
