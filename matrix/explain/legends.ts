// Help texts, manual pages and descriptions of interfaces list what may go wrong, each with its number or name: nothing of it
// happened.

/** Above a list of numbers and what they mean. */
const title =
  /^[\s#*>_]{0,12}(?:the )?(?:(?:(?:possible|process|program) )?(?:exit|return|error|status|result|failure)[ -]?(?:codes?|status(?:es)?|values?)|(?:Fehler|R(?:ü|ue)ckgabe|Exit-?)(?:codes?|werte)|codes? (?:de retour|de sortie|d'erreur)|c[oó]digos? de (?:salida|error|retorno)|diagnostics)[\s:*_]{0,8}$/i;

/** Above a list of names of errors. What was counted in a run may stand below the same words, with its numbers. */
const titleOfNames = /^[\s#*>_]{0,12}(?:errors|error (?:messages|names|texts))[\s:*_]{0,8}$/i;

/** A name as an error has one: "E101", "ECONNREFUSED", "ERR_TIMEOUT". */
const entryOfNames =
  /^\s{0,24}(?:[-*•]\s{1,4})?[`'"*([]{0,3}(?:E[A-Z]{3,20}|[A-Z]{1,8}[-_]?\d{2,6}|[A-Z]{2,12}(?:_[A-Z\d]{2,20}){1,5})[`'"*)\]]{0,3}(?:\s?[:=–—-]\s{0,8}|\s{1,40})\S/;

const entryOfNumbers =
  /^\s{0,24}(?:[-*•]\s{1,4})?[`'"*([]{0,3}[+-]?\d{1,5}(?:[-–]\d{1,5})?[`'"*)\]]{0,3}(?:\s?[:=–—-]\s{0,8}|\s{1,40})(?![\d.:]{3})\S/;

/** The heads of a table's columns: what may be printed, and what it means. */
const columns = /\s{2,60}|\|/;
const ofErrors = /^(?:errors?|codes?|messages?|symptoms?)(?: (?:code|text|message)s?)?$/i;
const ofMeanings =
  /^(?:meaning|description|causes?|fix|remedy|solution|actions?|explanation|what to do)$/i;

const isHeader = (line: string): boolean => {
  const heads = line.split(columns).flatMap((head) => head.trim() || []);
  return heads.length > 1 && ofErrors.test(heads[0] ?? "") && ofMeanings.test(heads.at(-1) ?? "");
};

/** All in one line. */
const opensList = /\b(?:exit|return|error|status)[ -]?(?:codes?|values?|status(?:es)?)\b/i;
const firstOfList = /^\s?[:–—(-]\s?\d{1,5} ?[=:] ?[A-Za-z]/;
const nextOfList = /^\s?\d{1,5} ?[=:] ?[A-Za-z]/;

const isList = (line: string): boolean => {
  const title = opensList.exec(line);
  if (!title) return false;
  const [first = "", next = ""] = line.slice(title.index + title[0].length).split(/[,;]/, 2);
  return firstOfList.test(first) && nextOfList.test(next);
};

/** Above a list of errors in bold or as code, each with what to do about it. */
const titleOfAdvice =
  /^[\s#*>_]{0,12}(?:troubleshooting|faq|common (?:errors|problems|issues|failures)|known (?:issues|problems)|fehlersuche)[\s:*_]{0,8}$/i;
const entryOfAdvice = /^\s{0,8}(?:[-*•]\s{1,4})?(?:\*\*|`)[^*\n`]{6,200}(?:\*\*|`)\s?[—–:-]\s\S/;

/** The same number by number. */
const numbered = /^[\s*-]{0,12}(?:exit|return|error)[ -]?(?:code|status|value) (\d{1,5}): \S/i;

/** What a service may answer, as OpenAPI and others describe it. */
const answers =
  /^\s{0,80}["']?(?:responses|x-error-codes|error_?codes|exit_?codes)["']?\s?:\s?\{?\s{0,8}$/i;
const description = /^\s{1,80}["']?(?:description|summary|detail)["']?\s?:\s/;

/** Lines of a list that are read on, at most. */
const longest = 120;

const isBlank = (line: string | undefined): boolean => line?.trim() === "";
const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

/** Where the list below a title ends, exclusive; the title's own line where there is none of at least two entries. */
const endOfList = (lines: readonly string[], from: number, entry: RegExp): number => {
  let end = from;
  let count = 0;
  let indent = 0;
  const limit = Math.min(lines.length, from + longest);
  for (let at = from + 1; at < limit; at += 1) {
    const line = lines[at] ?? "";
    if (isBlank(line)) continue;
    const isEntry = entry.test(line);
    if (!isEntry && (count === 0 || isBlank(lines[at - 1]) || indentOf(line) <= indent)) break;
    if (isEntry) {
      indent = count === 0 ? indentOf(line) : indent;
      count += 1;
    }
    end = at + 1;
  }
  return count < 2 ? from : end;
};

/** Where a table below its heads ends, exclusive. */
const endOfTable = (lines: readonly string[], from: number): number => {
  let at = from + 1;
  while (at < lines.length && at - from < longest && !isBlank(lines[at])) at += 1;
  return at;
};

/** Where what is indented below a line ends, exclusive. */
const endOfInside = (lines: readonly string[], from: number): number => {
  const indent = indentOf(lines[from] ?? "");
  let at = from + 1;
  while (at < lines.length && (isBlank(lines[at]) || indentOf(lines[at] ?? "") > indent)) at += 1;
  return at;
};

/** For each line whether it says what a number, or a name, of an error means. */
export const inLegends = (lines: readonly string[]): readonly boolean[] => {
  const inside = lines.map((line) => line.length < 1000 && isList(line));
  for (const [index, whole] of lines.entries()) {
    const line = whole.length > 200 ? "" : whole;
    if (title.test(line)) inside.fill(true, index, endOfList(lines, index, entryOfNumbers));
    if (title.test(line) || titleOfNames.test(line)) {
      inside.fill(true, index, endOfList(lines, index, entryOfNames));
    }
    if (titleOfAdvice.test(line)) inside.fill(true, index, endOfList(lines, index, entryOfAdvice));
    if (isHeader(line)) inside.fill(true, index, endOfTable(lines, index));
    const number = numbered.exec(line)?.[1];
    const next = numbered.exec((lines[index + 1] ?? "").slice(0, 200))?.[1];
    if (number !== undefined && next !== undefined && number !== next) {
      inside.fill(true, index, index + 2);
    }
    if (!answers.test(line)) continue;
    const end = endOfInside(lines, index);
    for (let at = index + 1; at < end; at += 1) {
      inside[at] ||= description.test(lines[at] ?? "");
    }
  }
  return inside;
};
