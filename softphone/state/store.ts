/** State that only changes by inputs; painters read it with `useSyncExternalStore`. */
export interface Store<State, Input> {
  get(): State;
  send(input: Input): void;
  /** Calls `changed` after each change with the state before it; returns how to stop that. */
  watch(changed: (before: State) => void): () => void;
}

export function createStore<State, Input>(
  initial: State,
  react: (state: State, input: Input) => State,
): Store<State, Input> {
  let state = initial;
  const watchers = new Set<(before: State) => void>();
  return {
    get: () => state,
    send(input) {
      const before = state;
      state = react(state, input);
      if (state === before) return;
      for (const watcher of watchers) watcher(before);
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}
