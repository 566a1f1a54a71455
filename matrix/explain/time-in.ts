const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

const monthOf = (name: string): string => String(months.indexOf(name) + 1).padStart(2, "0");

/** A form of times, with what makes digits of it that sort as times do. */
type Form = Readonly<{
  pattern: RegExp;
  digitsOf(parts: readonly string[]): string;
}>;

const clock = String.raw`(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?`;

const fraction = (digits = ""): string => digits.padEnd(9, "0");

/** In a line that fits several, the first in it counts, and of those the first here. */
const forms: readonly Form[] = [
  {
    pattern: new RegExp(String.raw`\b(\d{4})[-/.](\d\d)[-/.](\d\d)[T ]${clock}`),
    digitsOf: ([year, month, day, hours, minutes, seconds, rest]) =>
      `${year}${month}${day}${hours}${minutes}${seconds}${fraction(rest)}`,
  },
  {
    pattern: new RegExp(String.raw`\b(\d\d)\.(\d\d)\.(\d{4}) ${clock}`),
    digitsOf: ([day, month, year, hours, minutes, seconds, rest]) =>
      `${year}${month}${day}${hours}${minutes}${seconds}${fraction(rest)}`,
  },
  {
    pattern: new RegExp(String.raw`\b(\d\d)/([A-Z][a-z]{2})/(\d{4}):${clock}`),
    digitsOf: ([day, month = "", year, hours, minutes, seconds, rest]) =>
      `${year}${monthOf(month)}${day}${hours}${minutes}${seconds}${fraction(rest)}`,
  },
  {
    pattern: new RegExp(String.raw`\b([A-Z][a-z]{2}) {1,2}(\d{1,2}) ${clock}`),
    digitsOf: ([month = "", day = "", hours, minutes, seconds, rest]) =>
      `${monthOf(month)}${day.padStart(2, "0")}${hours}${minutes}${seconds}${fraction(rest)}`,
  },
  {
    pattern: /\b(?:time|ts|timestamp)"?\s?[:=]\s?"?(\d{10})[.]?(\d{0,9})\b/,
    digitsOf: ([seconds, rest]) => `${seconds}${fraction(rest)}`,
  },
  {
    pattern: new RegExp(String.raw`\b${clock}`),
    digitsOf: ([hours, minutes, seconds, rest]) => `${hours}${minutes}${seconds}${fraction(rest)}`,
  },
];

/** UTF-16 units of a line in which its time begins, and ends. */
const latest = 100;
const looked = 160;

/** Before a time in a sentence, and before none of a logger's. */
const prose = /[a-z]{2} [a-z]{2,20}\b/i;

/** A certificate's times, as JSSE, OpenSSL and Go print them on lines of their own. */
const ofCertificate = /^\s{0,40}"?not {0,2}(?:before|after)\b/i;

/** Whether a line's time is a certificate's, and not when it was written. */
export const hasTimeOfCertificate = (line: string): boolean => ofCertificate.test(line);

/** Sorts as times do among those of one form. */
export type LineTime = Readonly<{ form: number; digits: string }>;

/** When a line was written, by the first time in it; undefined where it has none, or that stands in a sentence. */
export const timeIn = (line: string): LineTime | undefined => {
  const words = line.slice(0, looked);
  if (hasTimeOfCertificate(words)) return undefined;
  let first: { at: number; time: LineTime } | undefined;
  for (const [form, { pattern, digitsOf }] of forms.entries()) {
    const match = pattern.exec(words);
    if (!match || match.index > latest || (first && first.at <= match.index)) continue;
    first = { at: match.index, time: { form, digits: digitsOf(match.slice(1)) } };
  }
  return first && !prose.test(words.slice(0, first.at)) ? first.time : undefined;
};
