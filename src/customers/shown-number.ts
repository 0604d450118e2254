/** Venezuela's numbers as E.164, or with their 0 as dialled at home: three digits of area or operator, seven of the line. */
const VENEZUELAN = /^(?:\+58|0)(\d{3})(\d{7})$/;
const LONG = /^(\+\d{1,3}(?=\d{10}$)|\+?)(\d{0,4})(\d{3})(\d{4})$/;

/**
 * A number as people write it: `0414-5550101` at home in Venezuela, `+57 300 555 0101` from abroad; a code such as `*626`
 * stays as it is. `country` is where the centre is; null = not known, and then it is Venezuela.
 */
export function telephone(number: string, country: string | null): string {
  const home = country === null || country === 'VE' ? VENEZUELAN.exec(number) : null;
  if (home) return `0${home[1]}-${home[2]}`;
  const parts = LONG.exec(number);
  return parts ? parts.slice(1).filter(Boolean).join(' ') : number;
}
