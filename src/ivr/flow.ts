import { z } from 'zod';

/**
 * The shape of a flow's file. A flow is a graph: nodes by name, of eight kinds, each naming where to go next.
 *
 *   say ──► menu ──► choose ──► collect ──► lookup ──► match ──► queue | hang-up (the only ends)
 */

/** Names become keys of plain objects, where `constructor` would be found without having been put there. */
const plain = (name: string) => name !== 'constructor';
const nodeName = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .refine(plain);
const wordName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .refine(plain);
const words = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });

/** Questions a flow may ask about the call without asking the caller. */
export const conditions = [
  'recording-announced',
  'own-ticket-known',
  'customer-known',
  'customer-in-debt',
  /** The debt belongs to the owner of the calling line; only then is the amount said aloud. */
  'debt-of-calling-line',
  /** The debt of the customer whose document was keyed: it is said that there is one, not how much. */
  'debt-of-keyed-document',
  'debt-stops',
  'caller-on-ticket',
] as const;
const condition = z.enum(conditions);
export type Condition = z.infer<typeof condition>;

/** What is known only during the call and can be said. Said as nothing when it is not known. */
export const spokenThings = ['own-ticket', 'asked-ticket', 'asked-ticket-state', 'debt'] as const;

/** `saludo` · `{prompt: aviso-grabacion, when: recording-announced}` · `{spoken: own-ticket}` */
const saying = z.union([
  wordName,
  z.strictObject({ prompt: wordName, when: condition.optional() }),
  z.strictObject({ spoken: z.enum(spokenThings), when: condition.optional() }),
]);
export type Saying = z.infer<typeof saying>;
const sayings = z.array(saying);

const tries = z.int().min(1).max(9);
/** What is put on the agent's page: under which label an answer stands. */
const learn = z.strictObject({ key: wordName, label: words });

const say = z.strictObject({
  kind: z.literal('say'),
  prompts: sayings.min(1),
  next: nodeName,
  /** Says all that the caller asked for: a caller who hangs up after it need not be called back. */
  informs: z.literal(true).optional(),
  /** A key cuts it and answers the question that follows. A notice of the recording is then heard before the talk. */
  cuts: z.literal(true).optional(),
});

const menu = z.strictObject({
  kind: z.literal('menu'),
  prompts: sayings.min(1),
  options: z.record(
    z.string().regex(/^[0-9*#]{1,2}$/),
    z.strictObject({ to: nodeName, means: words.optional() }),
  ),
  learn: learn.optional(),
  tries: tries.optional(),
  /** Where a caller goes whose tries are used up. */
  otherwise: nodeName,
});

const collect = z.strictObject({
  kind: z.literal('collect'),
  prompts: sayings.min(1),
  into: wordName,
  min: z.int().min(1),
  max: z.int().min(1).max(20),
  next: nodeName,
  /** Where the finishing key alone leads; without it that is a wrong answer. */
  skip: nodeName.optional(),
  /** Answers that are not data, such as 0 for a person; matched whole. */
  keys: z.record(z.string().regex(/^[0-9]{1,2}$/), nodeName).optional(),
  learn: learn.optional(),
  tries: tries.optional(),
  otherwise: nodeName,
});

const lookup = z.strictObject({
  kind: z.literal('lookup'),
  what: z.enum(['customer-by-document', 'ticket']),
  /** The `into` of the collect that holds the digits. */
  from: wordName,
  found: nodeName,
  missing: nodeName,
  /** The part that knows did not answer. */
  failed: nodeName,
  tries: tries.optional(),
  otherwise: nodeName,
});

const match = z.strictObject({
  kind: z.literal('match'),
  what: z.literal('last-four-of-ticket-line'),
  from: wordName,
  matched: nodeName,
  wrong: nodeName,
  tries: tries.optional(),
  otherwise: nodeName,
});

const choose = z.strictObject({
  kind: z.literal('choose'),
  when: z.array(z.strictObject({ if: condition, to: nodeName })).min(1),
  otherwise: nodeName,
});

const queue = z.strictObject({
  kind: z.literal('queue'),
  queue: wordName,
  topic: wordName,
  /** 1 is served first. */
  priority: z.int().min(1).max(9),
  /** Spoken in the line while an agent's telephone rings already; what matters most comes first. */
  first: sayings.min(1).optional(),
  /** Where the caller goes outside the queue's hours; without it the caller is queued at any hour. */
  closed: nodeName.optional(),
});

const hangUp = z.strictObject({
  kind: z.literal('hang-up'),
  cause: z.enum(['finished', 'closed', 'no-route', 'debt']),
});

const node = z.discriminatedUnion('kind', [say, menu, collect, lookup, match, choose, queue, hangUp]);
export type FlowNode = z.infer<typeof node>;
export type NodeOf<Kind extends FlowNode['kind']> = Extract<FlowNode, { kind: Kind }>;

/** How long a caller is waited for, and what is said before a question is asked again. */
const patience = z.strictObject({
  tries: tries,
  firstDigitMs: z.int().min(500).max(30_000),
  interDigitMs: z.int().min(300).max(10_000),
  silent: sayings.min(1),
  wrong: sayings.min(1),
});

export const flowShape = z.strictObject({
  flow: nodeName,
  title: words,
  start: nodeName,
  /** The end every caller reaches whom the flow cannot carry further: a queue or a hang-up. */
  rescue: nodeName,
  patience,
  nodes: z.record(nodeName, node),
});

/** A flow that passed the lint; `version` names the text it was read from. */
export type Flow = z.infer<typeof flowShape> & { readonly version: string };

/** The node of that name, if the flow has it. */
export function nodeAt(flow: Flow, name: string): FlowNode | undefined {
  return Object.hasOwn(flow.nodes, name) ? flow.nodes[name] : undefined;
}

/** Every way out of a node, with the path of the word in the file that names it. */
export function waysOut(node: FlowNode): { to: string; path: (string | number)[] }[] {
  switch (node.kind) {
    case 'say':
      return [{ to: node.next, path: ['next'] }];
    case 'menu':
      return [
        ...Object.entries(node.options).map(([key, option]) => ({
          to: option.to,
          path: ['options', key, 'to'],
        })),
        { to: node.otherwise, path: ['otherwise'] },
      ];
    case 'collect':
      return [
        { to: node.next, path: ['next'] },
        ...(node.skip === undefined ? [] : [{ to: node.skip, path: ['skip'] }]),
        ...Object.entries(node.keys ?? {}).map(([key, to]) => ({ to, path: ['keys', key] })),
        { to: node.otherwise, path: ['otherwise'] },
      ];
    case 'lookup':
      return (['found', 'missing', 'failed', 'otherwise'] as const).map(way => ({
        to: node[way],
        path: [way],
      }));
    case 'match':
      return (['matched', 'wrong', 'otherwise'] as const).map(way => ({ to: node[way], path: [way] }));
    case 'choose':
      return [
        ...node.when.map((branch, index) => ({ to: branch.to, path: ['when', index, 'to'] })),
        { to: node.otherwise, path: ['otherwise'] },
      ];
    case 'queue':
      return node.closed === undefined ? [] : [{ to: node.closed, path: ['closed'] }];
    case 'hang-up':
      return [];
    default:
      return node satisfies never;
  }
}
