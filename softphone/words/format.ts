/** `4:07`, `1:02:33`: a running clock. Negative spans (clocks that differ a little) read as zero. */
export function clockSpan(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** `3 min`, `2 h 10 min`, `4 d`: a span that nobody watches second by second. */
export function roughSpan(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d`;
}

/** Digits in readable groups: `+58 212 555 0101`, `0212 555 0101`. Other text stays as it is. */
export function telephone(number: string): string {
  const parts = /^(\+\d{1,3}(?=\d{10}$)|\+?)(\d{0,4})(\d{3})(\d{4})$/.exec(number);
  return parts ? parts.slice(1).filter(Boolean).join(' ') : number;
}
