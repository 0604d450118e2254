const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIME = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`;
const MONTH = `(?<month>${MONTHS.join('|')})`;
const DAY_NAME = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
/** The three forms a recipient must understand (RFC 9110 §5.6.7): IMF-fixdate, RFC 850, asctime. */
const FORMS = [
  String.raw`${DAY_NAME}, (?<day>\d\d) ${MONTH} (?<year>\d{4}) ${TIME} GMT`,
  String.raw`(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\d\d)-${MONTH}-(?<year>\d\d) ${TIME} GMT`,
  String.raw`${DAY_NAME} ${MONTH} (?<day>[\d ]\d) ${TIME} (?<year>\d{4})`,
].map(form => new RegExp(`^${form}$`));

/** An HTTP date in epoch milliseconds; null for what is none. `now` tells which century a year of two digits means. */
export function parseHttpDate(text: string, now: number): number | null {
  const groups = FORMS.map(form => form.exec(text)?.groups).find(found => found !== undefined);
  if (groups === undefined) return null;
  const { day = '', month = '', year = '', hour, minute, second } = groups;
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  // A leap second is a valid time of day.
  if (hours > 23 || minutes > 59 || seconds > 60) return null;
  const [index, date] = [MONTHS.indexOf(month), Number(day)];
  const at = (fullYear: number) => Date.UTC(fullYear, index, date, hours, minutes, seconds);
  const wanted = year.length === 4 ? Number(year) : fullYearOf(Number(year), now);
  // 31 February would roll over into March.
  return new Date(Date.UTC(wanted, index, date)).getUTCDate() === date ? at(wanted) : null;
}

/** What seems more than 50 years ahead is in the past. */
function fullYearOf(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const inThisCentury = thisYear - (thisYear % 100) + twoDigits;
  return inThisCentury > thisYear + 50 ? inThisCentury - 100 : inThisCentury;
}

/** `Sat, 28 Nov 2026 05:40:00 GMT`; whole seconds. */
export const formatHttpDate = (at: number): string => new Date(at).toUTCString();
