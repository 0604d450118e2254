import type { HangUpReason, Outcome, Telephony } from '../../calls/ports/telephony.ts';
import { lineAtEndpoint } from '../asterisk/endpoints.ts';
import { DROPPED, type MemoryChannel, type MemorySwitchboard } from './switchboard.ts';

/** Q.850 causes of our own hang-ups. */
const CAUSES: Readonly<Record<HangUpReason, number>> = {
  finished: 16,
  busy: 17,
  'no-room': 34,
};

const NO_VOICE = { received: 0, lost: 0, jitterMs: 0, sent: 0, far: null } as const;

/** The telephony port on a switchboard in memory. */
export function memoryTelephony(board: MemorySwitchboard): Telephony {
  /** Runs work on a channel of ours; a leg that still rings is there but takes no orders. */
  const on = (id: string, work: (channel: MemoryChannel) => void): Outcome => {
    if (!board.connected) return 'lost';
    const channel = board.channels.get(id);
    if (!channel) return 'gone';
    if (!channel.ours) return 'refused';
    work(channel);
    return 'done';
  };
  const whether = (there: () => boolean): Outcome => {
    if (!board.connected) return 'lost';
    return there() ? 'done' : 'gone';
  };

  return {
    listen: listener => board.listen(listener),

    async snapshot() {
      if (!board.connected) throw new Error('the telephone system is away');
      return {
        channels: [...board.channels.values()].map(channel => ({
          id: channel.id,
          line: lineAtEndpoint(channel.name.replace(/-[^-]+$/, '')),
          answered: channel.state === 'Up',
          ours: true,
          args: channel.args,
          source: channel.source,
          callerNumber: channel.callerNumber,
          callerName: channel.callerName,
          createdAt: channel.createdAt,
        })),
        recordings: [...board.live.values()].filter(({ message }) => !message).map(({ name }) => name),
        snoops: [...board.snoops.keys()],
        bridges: [...board.bridges].map(([id, members]) => ({ id, channels: [...members] })),
        lines: [...board.lines.keys()].map(id => ({ id, reachable: board.contacts.has(id) })),
      };
    },

    answer: async channel =>
      on(channel, it => {
        it.state = 'Up';
      }),
    ring: async channel => on(channel, () => {}),
    async sayCode(order) {
      if (!board.connected) return 'lost';
      board.codes.push(order);
      return board.hangs ? new Promise<Outcome>(() => {}) : 'done';
    },
    play: async (channel, playback, sounds) => on(channel, it => board.play(it, playback, sounds)),
    stopPlaying: async playback => whether(() => board.stopPlayback(playback)),
    music: async (channel, wanted) =>
      on(channel, it => {
        if (wanted) board.stopAllPlaybacks(it);
        it.music = wanted;
      }),

    async dial(order) {
      if (!board.connected) return 'lost';
      const needed = [order.originator, order.early?.listener].filter(each => each !== undefined);
      if (needed.some(each => !board.channels.has(each))) return 'gone';
      const line = lineAtEndpoint(order.endpoint);
      const reachable = line === null || board.contacts.has(line);
      if (!reachable || board.channels.has(order.channel)) return 'refused';
      board.addLeg(order);
      return 'done';
    },
    async voiceOf(channel) {
      return board.connected && board.channels.has(channel) ? (board.voices.get(channel) ?? NO_VOICE) : null;
    },
    async rings(channel) {
      if (!board.connected) return 'lost';
      const leg = board.channels.get(channel);
      if (!leg) return 'gone';
      return leg.state === 'Down' ? 'refused' : 'done';
    },
    hangUp: async (channel, reason) =>
      whether(() => {
        if (board.endSnoop(channel)) return true;
        const there = board.channels.has(channel);
        board.end(channel, CAUSES[reason], 0);
        return there;
      }),

    silence: async (channel, wanted) =>
      on(channel, it => {
        it.silenced = wanted;
      }),
    mute: async (channel, wanted) =>
      on(channel, it => {
        it.muted = wanted;
      }),

    async watch(channel) {
      return on(channel, it => {
        if (it.watched && it.vanished) board.end(channel, DROPPED.cause, DROPPED.sipCause);
        else it.watched = true;
      });
    },

    async join(bridge, channels) {
      if (!board.connected) return 'lost';
      const others = channels.filter(id => !board.snoops.has(id));
      const joining = others.map(id => board.channels.get(id)).filter(channel => channel?.ours);
      if (joining.length < others.length) return 'gone';
      for (const channel of joining) {
        if (!channel) continue;
        board.stopAllPlaybacks(channel);
        channel.music = false;
        for (const members of board.bridges.values()) members.delete(channel.id);
      }
      board.bridges.set(bridge, new Set([...(board.bridges.get(bridge) ?? []), ...channels]));
      return 'done';
    },
    leave: async (bridge, channel) => whether(() => board.bridges.get(bridge)?.delete(channel) ?? false),
    destroyBridge: async bridge => whether(() => board.destroyBridge(bridge)),

    async snoop(channel, snoop, how) {
      return on(channel, () => board.snoops.set(snoop, { of: channel, how }));
    },

    async record(channel, recording) {
      if (!board.connected) return 'lost';
      if (!board.channels.has(channel)) return 'gone';
      if (board.live.has(recording) || board.stored.has(recording)) return 'refused';
      const startedAt = board.clock.now();
      board.live.set(recording, { name: recording, channel, startedAt, pausedAt: null, pausedMs: 0 });
      return 'done';
    },
    async takeMessage(channel, recording, limits) {
      const there = on(channel, () => {});
      if (there !== 'done') return there;
      if (board.live.has(recording) || board.stored.has(recording)) return 'refused';
      board.takeMessage(channel, recording, limits.longestMs);
      return 'done';
    },
    eraseMessage: async recording => whether(() => board.stored.delete(recording)),
    pauseRecording: async (recording, paused) =>
      whether(() => {
        const it = board.live.get(recording);
        if (it && paused) it.pausedAt ??= board.clock.now();
        if (it && !paused && it.pausedAt !== null) {
          it.pausedMs += board.clock.now() - it.pausedAt;
          it.pausedAt = null;
        }
        return it !== undefined;
      }),
    async pausesRecording(recording) {
      if (!board.connected) return 'lost';
      const it = board.live.get(recording);
      if (!it) return 'gone';
      return it.pausedAt === null ? 'refused' : 'done';
    },
    stopRecording: async recording =>
      whether(() => {
        const it = board.live.get(recording);
        if (it) board.finishRecording(it);
        return it !== undefined;
      }),
  };
}
