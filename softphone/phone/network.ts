/** What a browser tells of its network. */
export interface NetworkEvents {
  /** There was none, and there is one again, by which no old connection goes. */
  renewed(): void;
  /** It may be another one; Chrome says so also when it only has a better idea of how fast it is. */
  changed(): void;
}

/** Listens until the returned function is called. `navigator.connection` is Chrome's. */
export function watchNetwork({ renewed, changed }: NetworkEvents): () => void {
  const { connection } = navigator as Navigator & { readonly connection?: EventTarget };
  window.addEventListener('online', renewed);
  connection?.addEventListener('change', changed);
  return () => {
    window.removeEventListener('online', renewed);
    connection?.removeEventListener('change', changed);
  };
}
