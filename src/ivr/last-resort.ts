import type { Flow } from './flow.ts';

/** Where callers go whose flow nobody can read: without a word to a person. No call is refused for a typing error. */
export function lastResort(queue: string): Flow {
  return {
    flow: 'sin-flujo',
    title: { es: 'Sin flujo legible', en: 'No readable flow' },
    start: 'cola',
    rescue: 'cola',
    patience: {
      tries: 1,
      firstDigitMs: 5_000,
      interDigitMs: 3_000,
      silent: ['no-se-oyo'],
      wrong: ['opcion-no-valida'],
    },
    nodes: { cola: { kind: 'queue', queue, topic: 'sin-menu', priority: 1 } },
    version: 'last-resort',
  };
}
