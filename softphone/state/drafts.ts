/** Typed text that must survive a lost connection and a reload. It lives in this tab only and ends with it. */
export interface Drafts {
  read(key: string): string;
  /** Empty text forgets the draft. */
  write(key: string, text: string): void;
  clear(): void;
  /** Another person at the same computer must not find what this one typed. */
  belongTo(person: string): void;
}

const PREFIX = 'cauce.draft.';
const OWNER = 'cauce.draft-owner';

export function storedDrafts(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>,
): Drafts {
  const clear = () => {
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at));
    for (const key of keys) if (key?.startsWith(PREFIX)) storage.removeItem(key);
  };
  return {
    clear,
    belongTo(person) {
      if (storage.getItem(OWNER) !== person) clear();
      storage.setItem(OWNER, person);
    },
    read: key => storage.getItem(PREFIX + key) ?? '',
    write(key, text) {
      if (text === '') storage.removeItem(PREFIX + key);
      else storage.setItem(PREFIX + key, text);
    },
  };
}
