import { MENU_PROMPTS } from './app-queue-side.ts';

const PATIENCE = `patience:
  tries: 1
  firstDigitMs: 10000
  interDigitMs: 3000
  silent: [no-se-oyo]
  wrong: [opcion-no-valida]
`;

/** Callers come straight to the queue: no prompt, no menu. */
const toQueue = (name: string): string => `flow: ${name}
title: { es: Medición, en: Measuring }
start: cola
rescue: cola

${PATIENCE}
nodes:
  cola: { kind: queue, queue: ${name}, topic: averia, priority: 1 }
`;

/** 1 leads to a sentence, as in the yardstick's menu. */
const MENU = `flow: bench-menu
title: { es: Menú medido, en: Measured menu }
start: pregunta
rescue: fin

${PATIENCE}
nodes:
  pregunta:
    kind: menu
    prompts: [${MENU_PROMPTS.asks}]
    options:
      "1": { to: respuesta }
    otherwise: fin
  respuesta:
    kind: say
    prompts: [${MENU_PROMPTS.says}]
    next: fin
  fin: { kind: hang-up, cause: finished }
`;

/** The flows of the bench, by the name of their file. */
export const BENCH_FLOWS: Readonly<Record<string, string>> = {
  bench: toQueue('bench'),
  'bench-recorded': toQueue('bench-recorded'),
  'bench-menu': MENU,
};
