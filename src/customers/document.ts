/**
 * What is compared of an identity document: its digits without leading zeros. `V-00012345` and a keyed `12345`
 * have the same key. '' when there is no digit in it.
 */
export function documentKey(document: string): string {
  return document.replace(/\D/g, '').replace(/^0+/, '');
}

/** Whether a written or keyed document is the kept one. A letter counts when it was given: a telephone has none. */
export function sameDocument(kept: string, asked: string): boolean {
  const key = documentKey(asked);
  if (key === '' || key !== documentKey(kept)) return false;
  const letter = letterOf(asked);
  return letter === '' || letter === letterOf(kept);
}

function letterOf(document: string): string {
  return document.replace(/[^a-z]/gi, '').toUpperCase();
}
