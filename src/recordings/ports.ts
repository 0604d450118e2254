import type { Direction } from '../calls/events.ts';
import type { Sought } from '../customers/search.ts';
import type { Sight } from '../rights/sight.ts';
import type { ListenCard, RecordingCard, RecordingKind } from './events.ts';

export interface RecordingFilter {
  readonly ticket?: string;
  readonly call?: string;
  /** Who spoke on it, or for whom it is, as on its card. */
  readonly agent?: string;
  readonly kind?: RecordingKind;
  readonly queue?: string;
  readonly direction?: Direction;
  /** The code with which its agent wrapped up their part. */
  readonly disposition?: string;
  /** Began in this span, epoch ms; `to` is not in it. */
  readonly from?: number;
  readonly to?: number;
  /** Lasts so long, ms; both included. */
  readonly minMs?: number;
  readonly maxMs?: number;
  /** With stretches that were not recorded, as for data of cards. */
  readonly paused?: boolean;
  readonly sought?: Sought;
  /** What the reader may hear; nothing else is listed or counted. */
  readonly sight: Sight;
  readonly limit: number;
  readonly offset: number;
  /** Only what comes after this one in the list; `total` counts all the same. */
  readonly after?: RecordingPlace;
}

/** Where a recording stands in lists: newest first, of the same moment by id. */
export interface RecordingPlace {
  readonly at: number;
  readonly id: string;
}

export interface RecordingStore {
  list(filter: RecordingFilter): Promise<{ items: RecordingCard[]; total: number }>;
  get(id: string): Promise<RecordingCard | null>;
  /** Which of these calls have a recording, kept or on its way, on which `agent` speaks and which the reader may hear. */
  spokenIn(calls: readonly string[], agent: string, sight: Sight): Promise<ReadonlySet<string>>;
  /** Where the recording lies on the telephone node, for the job that fetches it. */
  source(id: string): Promise<{
    name: string;
    call: string;
    kind: RecordingKind;
    startedAt: number;
    state: RecordingCard['state'];
  } | null>;
  /** Marks a recording as kept, with what the file turned out to be. Repeating it changes nothing. */
  keep(
    id: string,
    file: { path: string; bytes: number; sha256: string; durationMs: number; peaks: readonly number[] },
  ): Promise<void>;
  fail(id: string, why: string): Promise<void>;
  /** Path below the recordings folder, its type, and the hash that vouches for it. */
  file(id: string): Promise<{ path: string; mediaType: string; sha256: string } | null>;
  /**
   * Notes who listened (S28 of the security list), and whether this is a listening of its own: what the same person asks
   * for within `listeningMs` of a listening belongs to it, as players fetch a sound in many parts.
   */
  noteListening(id: string, by: Listener, at: number): Promise<boolean>;
  /** Notes who was refused because the file is not the one that was kept; answers as `noteListening` does. */
  refusedDamaged(id: string, by: Listener, at: number): Promise<boolean>;
}

export interface ListenFilter {
  readonly recording?: string;
  readonly person?: string;
  /** Only lines before this one, which is the last that was read. */
  readonly before?: { readonly at: number; readonly id: number };
  readonly limit: number;
}

/** Who listened to what and took what along. Its lines stay when a recording is erased. */
export interface ListenLog {
  /** Notes that somebody takes the file along, and why; is done before a byte leaves. */
  downloaded(id: string, by: Listener, reason: string, at: number): Promise<void>;
  /** How far the listening that this person had last of it has come, ms from the beginning; it never goes back. */
  reached(id: string, person: string, untilMs: number): Promise<void>;
  /** Newest first. */
  list(filter: ListenFilter): Promise<ListenCard[]>;
}

/** Who asks for a sound, and from where; each listening is chained in the audit log. */
export interface Listener {
  readonly person: string;
  readonly address: string | null;
}

/** The recordings folder. */
export interface RecordingFiles {
  /** Writes a whole file, readable by this user only; it is there complete or not at all. */
  write(path: string, bytes: Buffer): Promise<void>;
}

/** A kept recording whose file is, byte by byte, what its row vouches for. */
export interface KeptSound {
  /** Bytes. */
  readonly size: number;
  /** Epoch ms. */
  readonly modifiedAt: number;
  /** Whether the whole file was read and found good for this opening, and not for an earlier one. */
  readonly readWhole: boolean;
  /**
   * The bytes from one place to another, both included, each checked before it is handed out. Fails with
   * `recording-damaged` where they have changed since the sound was opened.
   */
  read(from: number, to: number): AsyncIterable<Buffer>;
}

/** The recordings folder as it is listened to. */
export interface KeptSounds {
  /**
   * Null when there is no such file below the folder. Rejects with `recording-damaged` when it is not the file of this
   * SHA-256 (hex).
   */
  open(path: string, sha256: string): Promise<KeptSound | null>;
}
