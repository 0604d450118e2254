/** The share most centres promise (80 % within the threshold), and where it becomes a worry. */
const GOOD_SHARE = 0.8;
const BAD_SHARE = 0.6;

export function levelTone(share: number | null): 'good' | 'warm' | 'bad' | undefined {
  if (share === null) return undefined;
  if (share >= GOOD_SHARE) return 'good';
  return share >= BAD_SHARE ? 'warm' : 'bad';
}
