/** Typed text that the server does not have yet. */
export interface Draft {
  readonly text: string;
  /** What the server had when this was begun; '' where it had nothing. */
  readonly base: string;
  /** When it was typed last, epoch ms. */
  readonly at: number;
}

/**
 * How a draft stands to what the server has.
 * `none`: there is none, or it says the same. `unsaved`: it was written over what is there. `overtaken`: another
 * text stands there since, which may be the writer's own.
 */
export type DraftState = 'none' | 'unsaved' | 'overtaken';

export function draftState(draft: Draft | null, saved: string): DraftState {
  if (draft === null || draft.text.trim() === saved.trim()) return 'none';
  return draft.base.trim() === saved.trim() ? 'unsaved' : 'overtaken';
}

/** The drafts of the person who is logged in. They outlive the session and are there in every tab. */
export interface Drafts {
  read(key: string): Draft | null;
  write(key: string, draft: Draft): void;
  forget(key: string): void;
  /** Told of every change, also by another tab. Gives back how to end it. */
  watch(changed: () => void): () => void;
}

/** Makes texts unreadable for anyone who has not this person's key. */
export interface Seal {
  close(text: string): Promise<string>;
  /** Null for what was closed with another key, or is damaged. */
  open(sealed: string): Promise<string | null>;
}

export interface DraftParts {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  readonly seal: Seal;
  readonly person: string;
  readonly now: () => number;
  /** Calls back with the key that another tab changed; null = all of them. */
  readonly onForeignChange?: (heard: (key: string | null) => void) => void;
}

const PREFIX = 'cauce.draft.';
/** What nobody came back to in this time is forgotten, ms. */
export const DRAFT_LIFE_MS = 7 * 24 * 3_600_000;

/**
 * Opens the drafts of one person, and removes what is too old of everybody's. In the storage stands the time in the
 * clear and the rest sealed: another person at the same computer finds nothing to read.
 */
export async function openDrafts({
  storage,
  seal,
  person,
  now,
  onForeignChange,
}: DraftParts): Promise<Drafts> {
  const mine = `${PREFIX}${person}.`;
  const drafts = new Map<string, Draft>();
  const listeners = new Set<() => void>();
  /** Counts the writes of a key: sealing takes a moment, and only the last one may reach the storage. */
  const turns = new Map<string, number>();
  const notify = () => {
    for (const changed of listeners) changed();
  };
  const nextTurn = (key: string) => {
    const turn = (turns.get(key) ?? 0) + 1;
    turns.set(key, turn);
    return turn;
  };

  async function load(key: string): Promise<void> {
    const turn = turns.get(key) ?? 0;
    const stored = storage.getItem(mine + key);
    const text = stored === null ? null : await seal.open(stored.slice(stored.indexOf(':') + 1));
    // Typed here meanwhile: that is newer.
    if ((turns.get(key) ?? 0) !== turn) return;
    const draft = text === null ? null : parse(text);
    if (draft === null) drafts.delete(key);
    else drafts.set(key, draft);
  }

  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter(key => key !== null);
  const ours = keys.filter(key => key.startsWith(PREFIX));
  const old = ours.filter(key => !(Number.parseInt(storage.getItem(key) ?? '', 10) > now() - DRAFT_LIFE_MS));
  for (const key of old) storage.removeItem(key);
  await Promise.all(
    ours.filter(key => key.startsWith(mine) && !old.includes(key)).map(key => load(key.slice(mine.length))),
  );
  onForeignChange?.(changed => {
    if (changed !== null && !changed.startsWith(mine)) return;
    const reread = changed === null ? [...drafts.keys()] : [changed.slice(mine.length)];
    void Promise.all(reread.map(load)).then(notify);
  });

  return {
    read: key => drafts.get(key) ?? null,
    write(key, draft) {
      const turn = nextTurn(key);
      drafts.set(key, draft);
      notify();
      void seal.close(JSON.stringify(draft)).then(sealed => {
        if (turns.get(key) !== turn) return;
        try {
          storage.setItem(mine + key, `${draft.at}:${sealed}`);
        } catch {
          // A full storage: the text is still here, in this tab.
        }
      });
    },
    forget(key) {
      nextTurn(key);
      storage.removeItem(mine + key);
      if (drafts.delete(key)) notify();
    },
    watch(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

function parse(text: string): Draft | null {
  try {
    const { text: typed, base, at } = JSON.parse(text) as Record<string, unknown>;
    return typeof typed === 'string' && typeof base === 'string' && typeof at === 'number'
      ? { text: typed, base, at }
      : null;
  } catch {
    return null;
  }
}
