import type { Spelled } from "./spelled-characters.ts";

/** Where {@link plainAt} may find something; `\ud835` begins the letters of mathematics. */
export const lookAlike =
  /[\u00a0\u2000-\u200a\u2010-\u2015\u2018-\u201f\u202f\u2212\u3000\ufe50-\ufe6b\uff01-\uff5e\ud835]/;

/** Of a full-width form (Unicode, "Halfwidth and Fullwidth Forms") the unit of ASCII that it is; 0 of any other unit. */
export const ofFullWidth = (unit: number): number =>
  unit >= 0xff01 && unit <= 0xff5e ? unit - fromFullWidth : 0;

const fromFullWidth = 0xfee0;

/**
 * The character of ASCII that one looks like which stands at a place: a compatibility character (Unicode UAX #15), a dash, a
 * quote or a space of typography. undefined where there is none.
 */
export const plainAt = (text: string, at: number): Spelled | undefined => {
  const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (!lookAlike.test(whole.charAt(0))) return undefined;
  const character = typographic[whole] ?? whole.normalize("NFKC");
  return ascii.test(character) ? { character, end: at + whole.length } : undefined;
};

const ascii = /^[ -~]$/;

/** Those that have no compatible character. */
const typographic: Readonly<Record<string, string>> = {
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2015": "-",
  "\u2212": "-",
  "\u2018": "'",
  "\u2019": "'",
  "\u201b": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201f": '"',
};
