/** What tests and support set for one browser: in its storage, or for one visit in the page's address. */
export function hasFlag(name: 'cauce.plain-audio' | 'cauce.relay-only'): boolean {
  const asked = new URLSearchParams(location.search).get(name);
  return (asked ?? localStorage.getItem(name)) === '1';
}
