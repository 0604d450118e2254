import { WebSocket } from 'ws';
import { ALIVE_EVERY_MS, type LiveMessage } from '../../src/live/messages.ts';
import type { AgentPicture, Alarm, CallPicture, QueuePicture } from '../../src/supervision/events.ts';
import { waitUntil } from '../kit/wait-until.ts';

/** What a page would know: the live socket's snapshot with every change since. */
export class LiveView {
  readonly calls = new Map<string, CallPicture>();
  readonly agents = new Map<string, AgentPicture>();
  readonly queues = new Map<string, QueuePicture>();
  readonly alarms = new Map<string, Alarm>();
  private readonly socket: WebSocket;
  private readonly watchers = new Set<() => void>();

  constructor(url: string, cookie: string) {
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/live`, { headers: { cookie, origin: url } });
    this.socket.on('open', () => this.socket.send(JSON.stringify({ kind: 'hello', epoch: null, seq: 0 })));
    const beat = setInterval(() => this.socket.send(JSON.stringify({ kind: 'alive' })), ALIVE_EVERY_MS);
    this.socket.on('close', () => clearInterval(beat));
    this.socket.on('message', data => this.take(JSON.parse(String(data)) as LiveMessage));
    // A socket that breaks shows as a picture that stands still; the waiting test says so.
    this.socket.on('error', () => undefined);
  }

  /** Waits until the picture holds a call that fits. */
  callUntil(what: string, fits: (call: CallPicture) => boolean, within = 30_000): Promise<CallPicture> {
    return waitUntil(() => [...this.calls.values()].find(fits), { what, within });
  }

  until<Found>(what: string, look: (view: this) => Found, within = 30_000) {
    return waitUntil(() => look(this), { what, within });
  }

  /** After every message. */
  onChange(changed: () => void): void {
    this.watchers.add(changed);
  }

  close(): void {
    this.socket.close();
  }

  private take(message: LiveMessage): void {
    if (message.kind === 'snapshot') {
      for (const map of [this.calls, this.agents, this.queues, this.alarms]) map.clear();
      this.put(message.picture);
    } else if (message.kind === 'change') {
      this.put(message.put);
      for (const id of message.gone.calls ?? []) this.calls.delete(id);
      for (const id of message.gone.agents ?? []) this.agents.delete(id);
      for (const name of message.gone.queues ?? []) this.queues.delete(name);
      for (const id of message.gone.alarms ?? []) this.alarms.delete(id);
    }
    for (const changed of this.watchers) changed();
  }

  private put(part: {
    calls?: readonly CallPicture[];
    agents?: readonly AgentPicture[];
    queues?: readonly QueuePicture[];
    alarms?: readonly Alarm[];
  }): void {
    for (const call of part.calls ?? []) this.calls.set(call.id, call);
    for (const agent of part.agents ?? []) this.agents.set(agent.id, agent);
    for (const queue of part.queues ?? []) this.queues.set(queue.name, queue);
    for (const alarm of part.alarms ?? []) this.alarms.set(alarm.id, alarm);
  }
}
