const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * `asked`: somebody wants a stop. `again`: resolves when they want it once more from now on; to be called when they have
 * been told what they wait for, as one press of Ctrl-C may reach us twice, from the terminal and from what started us.
 */
export interface StopSignals {
  readonly asked: Promise<'stop'>;
  again(): Promise<'stop'>;
}

export function listenForStop(): StopSignals {
  const next = () =>
    new Promise<'stop'>(resolve => {
      for (const name of SIGNALS) process.on(name, () => resolve('stop'));
    });
  return { asked: next(), again: next };
}
