import type { CpuProfile, Frame } from './inspector.ts';

/**
 * What a piece of code is about, by how its path begins below `src/` or `node_modules/`; the first that fits. Frames of Node
 * itself count for whoever called them.
 */
const SUBJECTS: readonly (readonly [string, readonly string[]])[] = [
  ['Asterisk: requests and events', ['src/adapters/asterisk/', 'src/adapters/sockets/lasting-socket']],
  ['journal', ['src/kit/journal', 'src/calls/journal/', 'src/kit/stored-shapes']],
  [
    'numbers and names',
    ['node_modules/libphonenumber-js/', 'src/customers/phone-number', 'src/kit/shown-name'],
  ],
  ['hours and dates', ['node_modules/luxon/', 'src/kit/business-calendar', 'src/calls/opening-hours']],
  ['who is served next', ['src/queues/', 'src/agents/']],
  ['pictures and counters', ['src/supervision/']],
  ['log', ['src/kit/log', 'node_modules/pino/', 'node_modules/sonic-boom/']],
  ['database', ['src/adapters/postgres/', 'node_modules/pg', 'node_modules/postgres']],
  [
    'jobs and Redis',
    [
      'src/adapters/jobs/',
      'src/adapters/redis/',
      'node_modules/bullmq/',
      'node_modules/ioredis/',
      'node_modules/msgpackr/',
    ],
  ],
  ['tickets', ['src/tickets/']],
  ['pages that watch', ['src/live/', 'src/rights/', 'src/adapters/sockets/', 'src/adapters/centre-link/']],
  ['WebSockets', ['node_modules/ws/']],
  ['HTTP', ['src/http/', 'node_modules/fastify/', 'node_modules/@fastify/']],
  ['the call itself', ['src/calls/', 'src/ivr/', 'src/outgoing/', 'src/customers/']],
];

const GARBAGE = '(garbage collector)';
const IDLE = '(idle)';

/** The subject of a path, or null where it says nothing. */
export function subjectOf(path: string): string | null {
  const from = path.lastIndexOf('node_modules/');
  const known = from >= 0 ? path.slice(from) : path.slice(Math.max(0, path.lastIndexOf('src/')));
  return SUBJECTS.find(([, starts]) => starts.some(start => known.startsWith(start)))?.[0] ?? null;
}

/** Milliseconds by subject, most first. `pathOf` says in which source file a frame was written. */
export function timeBySubject(
  { nodes, samples, timeDeltas }: CpuProfile,
  pathOf: (frame: Frame) => string,
): [string, number][] {
  const self = new Map<number, number>();
  samples.forEach((id, at) => {
    self.set(id, (self.get(id) ?? 0) + Math.max(0, timeDeltas[at] ?? 0) / 1_000);
  });
  const byId = new Map(nodes.map(node => [node.id, node]));
  const children = new Set(nodes.flatMap(node => node.children ?? []));
  const sums = new Map<string, number>();
  const add = (subject: string, ms: number) => sums.set(subject, (sums.get(subject) ?? 0) + ms);
  // A tree of calls may be deep: no recursion.
  const open = nodes.filter(({ id }) => !children.has(id)).map(({ id }) => ({ id, from: 'Node itself' }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = byId.get(next.id);
    if (node === undefined) continue;
    const { functionName } = node.callFrame;
    const own = functionName === GARBAGE ? 'garbage collection' : subjectOf(pathOf(node.callFrame));
    const subject = own ?? next.from;
    if (functionName !== IDLE) add(subject, self.get(node.id) ?? 0);
    for (const id of node.children ?? []) open.push({ id, from: subject });
  }
  return [...sums].filter(([, ms]) => ms > 0).sort((a, b) => b[1] - a[1]);
}
