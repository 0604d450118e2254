/** `4:07`, `1:02:33`: a running clock. Negative spans (clocks that differ a little) read as zero. */
export function clockSpan(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** The same of a span that is over, or a mean: to the nearest second, as a file has it. */
export const roundSpan = (ms: number): string => clockSpan(Math.round(ms / 1000) * 1000);

/** `8 s`, `1 min 20 s`: how long something lasted, in whole seconds as a clock counts them. */
export function exactSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** `3 min`, `2 h 10 min`, `4 d`: a span that nobody watches second by second. */
export function roughSpan(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}

/** The same with seconds below a minute: `20 s`, `3 min`. */
export const briefSpan = (ms: number): string => (ms < 60_000 ? exactSpan(ms) : roughSpan(ms));

/** `20 s`, `14 min`, `2 h 10 min`: how long something has lasted by now, the full minutes. */
export const sinceSpan = (ms: number): string =>
  ms < 60_000 ? exactSpan(Math.min(ms, 59_000)) : roughSpan(Math.floor(ms / 60_000) * 60_000);
