import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { MISSED, type Work } from '../agents/events.ts';
import { REFUSALS } from '../calls/watches/refusals.ts';
import { kindsOf } from '../kit/kinds.ts';
import { CALL_PHASES, type CentrePicture } from '../supervision/events.ts';
import type { Api } from './api.ts';

/** What `/metrics` measures; gauges are read at the moment of the question. No person is named in any of them. */
export interface Metrics {
  /** Counts every request of this server. */
  count(app: Api): void;
  /** The text of the Prometheus exposition format. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Ends the watch over the event loop. */
  stop(): void;
}

export interface Measured {
  picture(): CentrePicture | null;
  callsConnected(): boolean;
  liveSockets(): number;
  sipSockets(): number;
}

const WORKS = kindsOf<Work['kind']>({ idle: true, offered: true, talking: true, 'wrap-up': true });

/**
 * How often the lag of the event loop is measured, ms. The library's 10 wake the process a hundred times a second, which
 * was half of all that woke it.
 */
const LAG_EVERY_MS = 100;

export function makeMetrics(measured: Measured): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({
    register: registry,
    prefix: 'cauce_web_',
    eventLoopMonitoringPrecision: LAG_EVERY_MS,
  });
  const registers = [registry];

  const seconds = new Histogram({
    name: 'cauce_http_request_seconds',
    help: 'Time to answer a request, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.015, 0.05, 0.15, 0.5, 1.5, 5],
    registers,
  });
  const problems = new Counter({
    name: 'cauce_http_refused_total',
    help: 'Answers with a status of 400 and more.',
    labelNames: ['status'],
    registers,
  });

  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('cauce_live_sockets', 'Pages on the live socket.', measured.liveSockets);
  gauge('cauce_sip_sockets', 'Browser telephones on the SIP proxy.', measured.sipSockets);
  gauge('cauce_calls_link', '1 while the calls process is connected.', () =>
    Number(measured.callsConnected()),
  );
  gauge('cauce_alarms', 'Alarms that stand.', () => measured.picture()?.alarms.length ?? 0);
  new Gauge({
    name: 'cauce_refused_calls_today',
    help: 'Calls from outside that were not taken today, by reason.',
    labelNames: ['why'],
    registers,
    collect() {
      const alarm = measured.picture()?.alarms.find(({ id }) => id === 'refused-calls');
      for (const why of REFUSALS) this.set({ why }, alarm?.counts?.[why] ?? 0);
    },
  });
  counted('cauce_calls', 'Living calls.', 'phase', CALL_PHASES, () =>
    (measured.picture()?.calls ?? []).map(call => call.phase),
  );
  counted('cauce_agents', 'Agents with a will other than off.', 'work', WORKS, () =>
    (measured.picture()?.agents ?? [])
      .filter(agent => agent.will.kind !== 'off')
      .map(agent => agent.work.kind),
  );
  new Gauge({
    name: 'cauce_offers_missed_today',
    help: 'Offers of today that no agent took, by reason.',
    labelNames: ['why'],
    registers,
    collect() {
      const agents = measured.picture()?.agents ?? [];
      for (const why of MISSED) {
        this.set(
          { why },
          agents.reduce((sum, agent) => sum + (agent.missedToday[why] ?? 0), 0),
        );
      }
    },
  });
  new Gauge({
    name: 'cauce_waiting',
    help: 'Callers who wait, by queue.',
    labelNames: ['queue'],
    registers,
    collect() {
      this.reset();
      for (const queue of measured.picture()?.queues ?? []) this.set({ queue: queue.name }, queue.waiting);
    },
  });

  /** A gauge with a value for every label, zero included, so that graphs have no holes. */
  function counted(
    name: string,
    help: string,
    label: string,
    values: readonly string[],
    read: () => readonly string[],
  ): void {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        const now = read();
        for (const value of values) this.set({ [label]: value }, now.filter(one => one === value).length);
      },
    });
  }

  return {
    count(app) {
      app.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'unknown';
        const labels = { method: request.method, route, status: reply.statusCode };
        seconds.observe(labels, reply.elapsedTime / 1000);
        if (reply.statusCode >= 400) problems.inc({ status: reply.statusCode });
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    stop: () => registry.clear(),
  };
}
