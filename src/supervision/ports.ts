import type { Command, CommandOutcome } from '../calls/commands.ts';
import type { Alarm, CentreChange, CentrePicture } from './events.ts';

/**
 * The internal link to the one `calls` process (design decision 11), as its clients see it.
 * While `calls` is away `command` answers `calls-away` and the last picture stays readable.
 */
export interface CentreLink {
  /** The latest picture with its number, or null before the first contact. */
  picture(): { readonly seq: number; readonly picture: CentrePicture } | null;
  connected(): boolean;
  /** It is connected, and has compared its calls with the telephone system since it started. */
  serves(): boolean;
  /** `change` is a numbered delta, with what it makes of the picture; a `snapshot` replaces everything (after each reconnect). */
  watch(
    listener: (
      update:
        | { kind: 'snapshot'; seq: number; picture: CentrePicture }
        | { kind: 'change'; change: CentreChange; picture: CentrePicture }
        | { kind: 'away' },
    ) => void,
  ): () => void;
  /** `id` makes a repeated command harmless. Fails softly with `calls-away` after 2 s. */
  command(id: string, command: Command): Promise<CommandOutcome>;
  close(): Promise<void>;
}

/** The serving side, used by the `calls` role. */
export interface CentreServer {
  publish(change: Omit<CentreChange, 'seq'>): void;
  /** Calls are served from now on. */
  startServing(): void;
  close(): Promise<void>;
}

/** Alarms that outlive a process, kept with the records. Raising one that stands changes only its words. */
export interface AlarmBook {
  raise(alarm: Alarm): Promise<void>;
  /** `at` is epoch ms. An alarm that does not stand is cleared already. */
  clear(id: string, at: number): Promise<void>;
  list(): Promise<Alarm[]>;
  watch(changed: () => void): Promise<() => Promise<void>>;
}
