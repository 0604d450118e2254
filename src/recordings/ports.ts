import type { Sought } from '../customers/search.ts';
import type { Sight } from '../rights/sight.ts';
import type { RecordingCard, RecordingKind } from './events.ts';

export interface RecordingFilter {
  readonly ticket?: string;
  readonly call?: string;
  /** Who spoke on it, or for whom it is, as on its card. */
  readonly agent?: string;
  readonly kind?: RecordingKind;
  readonly sought?: Sought;
  /** What the reader may hear; nothing else is listed or counted. */
  readonly sight: Sight;
  readonly limit: number;
  readonly offset: number;
}

export interface RecordingStore {
  list(filter: RecordingFilter): Promise<{ items: RecordingCard[]; total: number }>;
  get(id: string): Promise<RecordingCard | null>;
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
