import { Readable } from 'node:stream';
import { z } from 'zod';
import { formulaText } from '../figures/as-text.ts';
import { type CallsBehind as Behind, type Drill, FigureDesk } from '../figures/desk.ts';
import { DICTIONARY } from '../figures/dictionary.ts';
import {
  callLine,
  callsFileName,
  callsHeading,
  type Told,
  tableCsv,
  tableFileName,
} from '../figures/export-csv.ts';
import { GOAL, METRIC_IDS, metricOf, termsOf } from '../figures/metrics.ts';
import type { CallBehind, Cursor } from '../figures/ports.ts';
import type { Language } from '../kit/errors.ts';
import { listOf } from './answers/common.ts';
import { CallsBehindAnswer, DefinitionAnswer, FiguresAnswer } from './answers/figures.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { FigureTurns } from './figure-turns.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import {
  BehindFile,
  BehindQuery,
  type CallsBehind,
  type Definition,
  FiguresFile,
  FiguresQuery,
  type FiguresShown,
  OwnBehindQuery,
  OwnFiguresQuery,
  writtenCursor,
} from './shapes/figures.ts';
import type { List } from './shapes/list.ts';
import { sightOfVisitor } from './visitor-sight.ts';

/** Calls of an export that are read in one step. */
const PAGE = 500;
const FAULTS = [
  'span-backwards',
  'span-too-long',
  'span-ahead',
  'figures-too-slow',
  'figures-busy',
  'figures-under-way',
  'overloaded',
] as const;

/** Figures of any span, the calls behind each number, and both as files. */
export function figureRoutes(app: Api, parts: WebParts): void {
  const { figures, settings, people, recordings, centre, clock, config, audit } = parts;
  const schema = { tags: ['figures'] };
  const desk = new FigureDesk({ figures, settings, people, clock, timezone: config.timezone });
  const turns = new FigureTurns();

  app.get(
    '/figures',
    {
      schema: {
        ...schema,
        summary: 'Sums of what was counted of the calls that came in a span, and of agents’ time in it',
        querystring: FiguresQuery,
        response: { 200: FiguresAnswer, ...failing(...FAULTS) },
      },
    },
    async (request): Promise<FiguresShown> => {
      const { by, ...wanted } = request.query;
      return turns.ask(visitorOf(request).person.id, () => desk.table(wanted, by));
    },
  );

  app.get(
    '/agents/me/figures',
    {
      schema: {
        ...schema,
        summary: 'The same of my own work',
        querystring: OwnFiguresQuery,
        response: { 200: FiguresAnswer, ...failing(...FAULTS) },
      },
    },
    async (request): Promise<FiguresShown> => {
      const { by, ...span } = request.query;
      const agent = visitorOf(request).person.id;
      return turns.ask(agent, () => desk.table({ ...span, agent }, by));
    },
  );

  app.get(
    '/agents/me/figures/calls',
    {
      schema: {
        ...schema,
        summary:
          'The calls behind a number of my own, newest first; `recorded` are those whose recording of me I may hear',
        querystring: OwnBehindQuery,
        response: { 200: CallsBehindAnswer, ...failing(...FAULTS) },
      },
    },
    async (request): Promise<CallsBehind> => {
      const { after = null, limit, ...query } = request.query;
      const visitor = visitorOf(request);
      const agent = visitor.person.id;
      const page = await pageBehind(agent, { ...query, agent }, after, limit);
      const calls = page.items.map(({ call }) => call);
      const spoken = await recordings.spokenIn(calls, agent, sightOfVisitor(visitor, centre));
      return { ...page, items: page.items.map(call => ({ ...call, recorded: spoken.has(call.call) })) };
    },
  );

  app.get(
    '/figures/definitions',
    {
      schema: {
        ...schema,
        summary: 'The metric dictionary: what each figure says, and its formula',
        response: { 200: listOf(DefinitionAnswer), ...failing() },
      },
    },
    async (): Promise<List<Definition>> => {
      const items = METRIC_IDS.map((id): Definition => {
        const { name, meaning, excludes = null, source = null } = DICTIONARY[id];
        const formula = { es: formulaText(id, 'es'), en: formulaText(id, 'en') };
        const { unit } = metricOf(id);
        return { id, name, meaning, formula, unit, excludes, source, terms: termsOf(id), goal: id === GOAL };
      });
      return { items, total: items.length };
    },
  );

  app.get(
    '/figures/calls',
    {
      schema: {
        ...schema,
        summary:
          'The calls behind a number, newest first: each turn in a queue, or share of an agent, that it counts',
        querystring: BehindQuery,
        response: { 200: CallsBehindAnswer, ...failing(...FAULTS) },
      },
    },
    async (request): Promise<CallsBehind> => {
      const { after = null, limit, ...query } = request.query;
      return pageBehind(visitorOf(request).person.id, drillOf(query), after, limit);
    },
  );

  app.get(
    '/figures/export',
    {
      // A HEAD would be an export.
      exposeHeadRoute: false,
      schema: {
        ...schema,
        summary:
          'The figures as CSV (RFC 4180, UTF-8) in the reader’s language, with what each of them means',
        querystring: FiguresFile,
        response: { 200: z.string().describe('text/csv'), ...failing(...FAULTS) },
      },
    },
    async (request, reply) => {
      const { by, language: asked, ...wanted } = request.query;
      const { person } = visitorOf(request);
      const language = asked ?? person.language;
      const table = await turns.ask(person.id, () => desk.table(wanted, by));
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${tableFileName(wanted, by, language)}"`)
        .send(tableCsv(table, wanted, by, await toldIn(language)));
    },
  );

  app.get(
    '/figures/calls/export',
    {
      exposeHeadRoute: false,
      schema: {
        ...schema,
        summary:
          'The calls behind a number as CSV; taking them along is on record. One file a person at a time',
        querystring: BehindFile,
        response: { 200: z.string().describe('text/csv'), ...failing(...FAULTS) },
      },
    },
    async (request, reply) => {
      const { language: asked, ...query } = request.query;
      const drill = drillOf(query);
      const { id, language: own } = visitorOf(request).person;
      const language = asked ?? own;
      const told = await toldIn(language);
      const filter = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
      const file = await turns.export(id, async () => {
        const behind = await desk.callsBehind(drill);
        const rows = await turns.ask(id, () => behind.count());
        const deed = { kind: 'figures-exported', subject: null, data: { rows, filter } } as const;
        const first = await audit.carryOut(whoOf(request), [deed], () => behind.page(null, PAGE));
        return Readable.from(written(callsHeading(drill, told), behind, first, told));
      });
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${callsFileName(drill, language)}"`)
        .send(file);
    },
  );

  async function toldIn(language: Language): Promise<Told> {
    const { timezone, country } = config;
    return { language, timezone, country, names: await desk.names() };
  }

  function pageBehind(
    person: string,
    drill: Drill,
    after: Cursor | null,
    limit: number,
  ): Promise<CallsBehind> {
    return turns.ask(person, async () => {
      const behind = await desk.callsBehind(drill);
      const [total, found] = [await behind.count(), await behind.page(after, limit + 1)];
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, total, next: found.length > limit && last ? writtenCursor(last) : null };
    });
  }

  /** Page by page, each a statement of its own: nothing is held open for who reads slowly. */
  async function* written(
    heading: string,
    behind: Behind,
    first: readonly CallBehind[],
    told: Told,
  ): AsyncGenerator<string> {
    yield heading;
    for (let page = first; ; ) {
      yield page.map(call => callLine(call, told)).join('');
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      page = await behind.page(last, PAGE);
    }
  }
}

function drillOf({ by, key, uncalled, ...wanted }: Omit<z.output<typeof BehindFile>, 'language'>): Drill {
  return {
    ...wanted,
    ...(by === undefined || key === undefined ? {} : { row: { by, key } }),
    ...(uncalled === undefined ? {} : { uncalled: true }),
  };
}
