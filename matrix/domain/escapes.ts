import { firstIn, unitSet } from "./unit-set.ts";

const escapeCharacter = 0x1b;
const bell = 0x07;
const lineFeed = 0x0a;
const tab = 0x09;
const csi = 0x9b;
const stringTerminator = 0x9c;

/** Controls that begin a string: DCS, SOS, OSC, PM, APC (ECMA-48 section 5.6). */
const stringIntroducers: ReadonlySet<number> = new Set([0x90, 0x98, 0x9d, 0x9e, 0x9f]);

/**
 * A text without what a terminal obeys and a reader does not see: C0 (but line feed and tab), DEL, C1, whole
 * escape sequences (ECMA-35, ECMA-48), marks that turn the direction of reading (Unicode UAX #9), characters without
 * width, tag characters and Unicode's further line ends. Half of a surrogate pair becomes U+FFFD.
 *
 * A string such as OSC ends at the latest with its line, so that an unfinished one hides no other line.
 */
export const withoutEscapes = (text: string): string => {
  const parts: string[] = [];
  let from = 0;
  eachEscape(text, (start, end, instead) => {
    if (start > from) parts.push(text.slice(from, start));
    if (instead !== "") parts.push(instead);
    from = end;
  });
  if (from === 0) return text;
  parts.push(text.slice(from));
  return parts.join("");
};

/**
 * Tells of each stretch that {@link withoutEscapes} takes out of a text, in their order, and of what it puts there. Controls of
 * one kind that follow one another are one stretch.
 */
export const eachEscape = (
  text: string,
  tell: (start: number, end: number, instead: string) => void,
): void => {
  for (let at = firstIn(suspiciousUnits, text, 0); at < text.length; ) {
    const unit = text.charCodeAt(at);
    const isPaired = isSurrogate(unit) && (text.codePointAt(at) ?? 0) > 0xffff;
    const end = isPaired ? at + 2 : at + 1;
    if (isPaired) {
      if (isTag(text.codePointAt(at) ?? 0)) tell(at, end, "");
      at = end;
    } else if (isSurrogate(unit)) {
      tell(at, end, "\ufffd");
      at = end;
    } else {
      const behind = endOfInvisible(text, at, unit);
      if (behind > at) tell(at, behind, "");
      at = Math.max(behind, end);
    }
    at = firstIn(suspiciousUnits, text, at);
  }
};

/**
 * The same characters spelled instead of removed, as `\\u001b`: for a line in which they are what is wrong.
 */
export const spelledEscapes = (text: string): string =>
  text.replace(everySuspicious, (unit) =>
    isPair(unit) ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** What {@link withoutEscapes} may change; a text without it stays as it is. */
const suspicious =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]/;

const suspiciousUnits = unitSet(new RegExp(suspicious.source, "g"));

/** With a whole pair of surrogates as one match. */
const everySuspicious = new RegExp(`[\\ud800-\\udbff][\\udc00-\\udfff]|${suspicious.source}`, "g");

const isPair = (unit: string) => unit.length === 2 && !isTag(unit.codePointAt(0) ?? 0);

/** Where what a reader must not get ends; `at` itself where a visible character stands. */
const endOfInvisible = (text: string, at: number, unit: number): number => {
  if ((unit >= 0x20 && unit < 0x7f) || unit === lineFeed || unit === tab) return at;
  if (unit === escapeCharacter) return endOfEscape(text, at + 1);
  if (unit < 0xa0) return endOfControl(text, at + 1, unit);
  return isInvisible(unit) ? at + 1 : at;
};

const endOfControl = (text: string, from: number, control: number): number => {
  if (control === csi) return endOfCsi(text, from);
  return stringIntroducers.has(control)
    ? endOfString(text, from)
    : skipped(text, from, control, control);
};

const endOfEscape = (text: string, from: number): number => {
  // ESC and one of @ to _ stand for a C1 control (ECMA-48 section 5.3).
  if (isBetween(text, from, 0x40, 0x5f))
    return endOfControl(text, from + 1, text.charCodeAt(from) + 0x40);
  // Any number of intermediate bytes and a final one (ECMA-35 section 13.2.1).
  const final = skipped(text, from, 0x20, 0x2f);
  return isBetween(text, final, 0x30, 0x7e) ? final + 1 : final;
};

/** Parameters, intermediates and a final byte (ECMA-48 section 5.4). */
const endOfCsi = (text: string, from: number): number => {
  const final = skipped(text, skipped(text, from, 0x30, 0x3f), 0x20, 0x2f);
  return isBetween(text, final, 0x40, 0x7e) ? final + 1 : final;
};

/** ST ends a string and, by xterm's custom, BEL. */
const endOfString = (text: string, from: number): number => {
  for (let at = from; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === lineFeed || unit === escapeCharacter) return at;
    if (unit === bell || unit === stringTerminator) return at + 1;
  }
  return text.length;
};

const skipped = (text: string, from: number, low: number, high: number): number => {
  let at = from;
  while (isBetween(text, at, low, high)) at++;
  return at;
};

const isBetween = (text: string, at: number, low: number, high: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= low && unit <= high;
};

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;

/** Tag characters, which spell ASCII and show nothing (Unicode, "Tags"). */
const isTag = (point: number) => point >= 0xe0000 && point <= 0xe007f;

/**
 * Soft hyphen; marks of direction (UAX #9: ALM, LRM, RLM, embeddings, overrides, isolates); characters without
 * width; U+2028 and U+2029; the byte order mark; interlinear annotations.
 */
const isInvisible = (unit: number): boolean =>
  unit === 0x00ad ||
  unit === 0x061c ||
  unit === 0x180e ||
  (unit >= 0x200b && unit <= 0x200f) ||
  (unit >= 0x2028 && unit <= 0x202e) ||
  (unit >= 0x2060 && unit <= 0x206f) ||
  unit === 0xfeff ||
  (unit >= 0xfff9 && unit <= 0xfffb);
