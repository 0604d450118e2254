const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One press of Ctrl-C may reach us twice: from the terminal, and from what started us, ms. */
const SAME_PRESS_MS = 500;

/** `asked`: somebody wants a stop; `insisted`: they do not want to wait. */
export interface StopSignals {
  readonly asked: Promise<'stop'>;
  readonly insisted: Promise<'stop'>;
}

export function listenForStop(): StopSignals {
  let ask: (how: 'stop') => void = () => {};
  let insist: (how: 'stop') => void = () => {};
  const asked = new Promise<'stop'>(resolve => {
    ask = resolve;
  });
  const insisted = new Promise<'stop'>(resolve => {
    insist = resolve;
  });
  let first: number | null = null;
  for (const name of SIGNALS) {
    process.on(name, () => {
      const now = performance.now();
      if (first === null) first = now;
      else if (now - first > SAME_PRESS_MS) insist('stop');
      ask('stop');
    });
  }
  return { asked, insisted };
}
