import { eachEscape, withoutEscapes } from "../escapes.ts";
import { firstIn, unitSet } from "../unit-set.ts";
import { lookAlike, ofFullWidth, plainAt } from "./look-alikes.ts";
import { asItStands, type Reading, ReadingWriter } from "./reading.ts";
import { endOfBackslashes, spelledAt } from "./spelled-characters.ts";

/** One spelling stands in another: JSON in a URL, HTML in JSON. */
const mostSpellings = 3;

/**
 * The ways in which a secret can be read in a text: without escapes, as the gate lets it out; and as a person would read it
 * who undid every spelling, unless that is the same. Each finds what the other does not, since an escape can stand within a
 * secret or end it.
 */
export const readingsOf = (text: string): readonly [plain: Reading, ...undone: Reading[]] => {
  const whole = asItStands(text);
  const plain = withoutInvisible(whole);
  let undone = moves.test(text) ? asShown(whole) : plain;
  for (let round = 0; round < mostSpellings; round++) {
    const next = withoutSpelling(undone);
    if (next === undone) break;
    undone = asShown(next);
  }
  return undone.text === plain.text ? [plain] : [plain, undone];
};

/** Where {@link asShown} reads otherwise than {@link withoutInvisible}. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const moves = /[\0\b\r]|\u001b[a-z]/;

/** Places are looked up only where a secret is found, and most texts have none. */
const withoutInvisible = (source: Reading): Reading => {
  const text = withoutEscapes(source.text);
  if (text === source.text) return source;
  let known: Reading | undefined;
  const recorded = () =>
    (known ??= written(source, (writer, start, end, instead) => writer.put(instead, start, end)));
  return {
    text,
    startOf: (at) => recorded().startOf(at),
    endOf: (at) => recorded().endOf(at),
  };
};

/** As a terminal shows it: a backspace takes the character before it, a carriage return begins a line. */
const asShown = (source: Reading): Reading =>
  written(source, (writer, start, end, instead) => {
    const { text } = source;
    switch (text.charCodeAt(start)) {
      case backspace:
        return writer.takeBack(end - start);
      case carriageReturn:
        return writer.put(text.charCodeAt(end) === lineFeed ? "" : "\n", start, end);
      case nul:
        return writer.put(isWide(text, start, end) ? "" : "\n", start, end);
      case escapeCharacter:
        // No program means an escape of one letter; a word that begins behind an ESC keeps that letter.
        return writer.put(
          /^[a-z]$/.test(text.slice(start + 1, end)) ? text.charAt(start + 1) : "",
          start,
          end,
        );
      default:
        return writer.put(instead, start, end);
    }
  });

const nul = 0x00;
const backspace = 0x08;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const escapeCharacter = 0x1b;

/** A NUL parts words, as in /proc/self/environ, unless it is half of a character of UTF-16. */
const isWide = (text: string, start: number, end: number): boolean =>
  end - start > 1 || text.charCodeAt(start - 2) === nul || text.charCodeAt(start + 2) === nul;

const written = (
  source: Reading,
  put: (writer: ReadingWriter, start: number, end: number, instead: string) => void,
): Reading => {
  let writer: ReadingWriter | undefined;
  let from = 0;
  eachEscape(source.text, (start, end, instead) => {
    writer ??= new ReadingWriter(source);
    writer.copy(from, start);
    put(writer, start, end, instead);
    from = end;
  });
  writer?.copy(from, source.text.length);
  return writer?.whole() ?? source;
};

/** What may stand for another character. */
const standIns = unitSet(new RegExp(`[\\\\%&<]|${lookAlike.source}`, "g"));

const withoutSpelling = (source: Reading): Reading => {
  const { text } = source;
  let writer: ReadingWriter | undefined;
  let from = 0;
  for (let at = firstIn(standIns, text, 0); at < text.length; at = firstIn(standIns, text, at)) {
    const unit = text.charCodeAt(at);
    const plainUnit = ofFullWidth(unit);
    if (plainUnit !== 0) {
      writer ??= new ReadingWriter(source);
      writer.copy(from, at);
      writer.putUnit(plainUnit, at, at + 1);
      from = at + 1;
      at = from;
      continue;
    }
    const found = unit < 0x80 ? spelledAt(text, at) : plainAt(text, at);
    if (found) {
      writer ??= new ReadingWriter(source);
      writer.copy(from, at);
      writer.put(found.character, at, found.end);
      from = found.end;
      at = found.end;
    } else at = Math.max(at + 1, endOfBackslashes(text, at));
  }
  writer?.copy(from, text.length);
  return writer?.whole() ?? source;
};
