import type { WhoAmI } from '../../src/http/shapes/session.ts';
import { type DraftParts, type Drafts, openDrafts } from '../state/drafts.ts';
import { personSeal } from './seal.ts';

/** The drafts of the person who is logged in, sealed in this browser; in this tab alone where it keeps nothing. */
export async function ownDrafts({ person, draftKey }: WhoAmI): Promise<Drafts> {
  const parts = { person: person.id, now: Date.now };
  try {
    return await openDrafts({
      ...parts,
      storage: localStorage,
      seal: await personSeal(draftKey),
      onForeignChange: heard => window.addEventListener('storage', event => heard(event.key)),
    });
  } catch {
    const seal = { close: async (text: string) => text, open: async (text: string) => text };
    return openDrafts({ ...parts, storage: tabStorage(), seal });
  }
}

function tabStorage(): DraftParts['storage'] {
  const kept = new Map<string, string>();
  return {
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: key => void kept.delete(key),
    key: at => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
}
