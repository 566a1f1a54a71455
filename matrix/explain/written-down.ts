import { ofLibraries } from "./component.ts";

/** `written`: it stands in a program, a rule or a resource. `counted`: somebody counted, or listed, how often it happened. */
export type Mention = "written" | "counted" | null;

/** Keys under which a process reports; any other names the text, as a resource does. */
const reporting =
  /(?:err|errors?|msg|messages?|reasons?|details?|causes?|desc|description|exceptions?|logs?|stack|trace|text|output|stdout|status|failures?|notes?|info|body|event|line|original|result|response|warnings?|why|data|content|payload|code|kind)$/i;

const ofResource = /^(?:errors|messages|strings|i18n|l10n|translations?|locale)[._-]/i;

/** A member that is a line by itself: JSON's, or a bundle's whose key is dotted. */
const member =
  /^\s{0,80}(?:\{\s{0,8})?(?:"([\w .$/-]{1,80})"\s?:\s?"|([\w-]{1,40}(?:\.[\w-]{1,40}){1,8})\s?=\s?["']?)[^"\n·]{0,400}·[^"\n]{0,400}(?:"[\s,}]{0,8})?$/;

/** A member without quotation marks around its key: of a program's table, or of YAML. */
const bareMember =
  /^(?:(?:\s{1,80}|(?=[^\n]{0,2000},\s{0,8}$))([\w·][\w.·-]{0,80}):\s["'`][^\n·]{0,400}·[^\n]{0,400}["'`],?|\s{1,80}([A-Za-z_][\w.-]{0,80}):\s·{1,400})\s{0,8}$/;

const resource =
  /^\s{0,8}(?:[*_]{2}`[^`\n]{0,400}·[^`\n]{0,400}`[*_]{2}|#{2,6} `[^`\n]{0,400}·[^`\n]{0,400}`)[:.]?\s{0,8}$|^\s{0,40}(?:msg(?:id|str)\b|"""|''')|^\s{0,80}\w{0,20}·{4,40}\w{0,20}:\s["'`][^"'`\n]{1,400}["'`],\s{0,8}$|<(?:source|target)>[^<\n]{0,200}·|^\s{0,80}\{\s?[A-Z·][A-Z\d_·]{2,60},\s?"|^\s{0,80}<(?:string|data|value|entry|item|source|target|key|property|resource)\b[^<>\n]{0,200}>[^<\n]{0,200}·/;

/** A setting with a remark behind its value. */
const remarked =
  /^\s{0,80}(?:-\s{1,8})?["']?([\w.-]{1,60})["']?(?::|\s?=)\s[^#·\n]{0,300}\s(?:#|\/\/|;)\s[^\n·]{0,300}·/;

/** A key whose value is looked for in something else. */
const pattern =
  /^\s{0,80}(?:-\s{1,8})?["']?(?:expr(?:ession)?|(?:log)?quer(?:y|ies)|patterns?|reg_?exp?|matche?(?:s|r|rs)?|filters?|contains|grep|search|keywords?|conditions?|includes?|excludes?|ignore\w{0,20}|retry\w{0,20})["']?\s?[:=]\s?\S|^\s{1,40}(?:Regex|Exclude)\s{1,8}\w/i;

/** Prometheus's labels, where no colon makes a span of them, and Loki's filters of lines. */
const labelled =
  /\b[a-z_][\w:]{0,120}\{(?:[^{}\n"]{0,80}"[^"\n·]{0,200}"){0,8}[^{}\n"=!]{0,80}[=!][=~]?\s?"[^"\n·]{0,200}·[^{}\n]{0,400}\}(?!:)\s?/;
const filtered = /(?:^|[}\])"'`])\s{0,4}(?:\|[=~]|![=~])\s?["'`]/;

const measured = /"(?:metric(?:_?name)?|__name__)"\s?:\s?"/i;

const number = /^[+-]?\d[\d.,]{0,20}(?:e[+-]?\d{1,3})?(?:\s\d{10,13})?\s{0,8}$/i;
const zero = /^0(?:\.0{1,8})?(?:\s\d{10,13})?\s{0,8}$/;

const countedZero = /\b(?:count|total|hits|occurrences)["']?\s?[:=]\s?["']?0\b(?!\.)/i;

/** A number alone after a text. */
const tally =
  /^["'`]?(?:\s{0,8}[|:=,;]\s{0,8}|\s{2,40}|\t)["']?(\d[\d.,]{0,20})["']?\s{0,8}[|,}]{0,2}\s{0,8}$/;

/** The same before it, as `uniq -c` prints. */
const tallied = /^\s{0,40}(\d{1,9})\s{1,8}(?:[x×]\s{1,8})?["'`]?·{1,400}["'`]?\s{0,8}$/;

const row = /^\s{0,40}\|.{1,1000}\|\s{0,8}$/;

/** What no report has outside of its quotation marks. */
const program =
  /:=|[\w)\]"'] (?:===?|!==?) |(?:^|\s)(?:&&|\|\|)\s|[\w)] => |\bin str\(|^\s{0,80}(?:async )?with [\w.]{1,60}\(|^\s{0,80}(?:#\[|#define\b|(?:(?:var|const|let|val|static|public|private|protected|final|export|auto|if|elif|else if|} else|case|when|assert|return|throw|raise|await|string|String)\b[ (]|(?:it|test|describe|context|should)(?:\.\w{1,20})?\s?\())/;

/** The same, of which a report in quotation marks may have one by chance. */
const likelyProgram =
  /[;{]\s{0,8}$|(?<![\w.:])(?:[A-Za-z_]\w{0,60}\.)?[a-z_]\w{0,60}!?\((?:[^()\n]{0,120},\s?)?""|^\s{0,80}\.\w{1,60}\(|::[a-z_]\w{0,60}!?\(""|\bnew \w{1,60}\(""|^\s{0,80}\{\s?\w{1,40}:\s?"".{0,400}\},\s{0,8}$|^\s{0,80}"",\s{0,8}$/;

const assigned = /^\s{0,80}([A-Za-z_]\w{0,60}) = "/;

/**
 * Whether a text was written down and not said, from the form of its line.
 *
 * @param around - the line with "·" in the place of the texts that were read in it.
 * @param isSpoken - a process's own form stands in the line.
 */
export const mentionIn = (around: string, isSpoken: boolean): Mention => {
  const first = around.indexOf("·");
  const last = around.lastIndexOf("·");
  if (first < 0) return null;
  const [, quotedKey, dottedKey] = member.exec(around) ?? [];
  const key = quotedKey ?? dottedKey;
  if (key !== undefined && (ofResource.test(key) || !reporting.test(key))) return "written";
  const [, valued, plain] = bareMember.exec(around) ?? [];
  if (valued !== undefined && !reporting.test(valued) && !isSpoken) return "written";
  if (plain !== undefined && !reporting.test(plain) && !ofLibraries.test(plain)) return "counted";
  const [, setting] = remarked.exec(around) ?? [];
  if (setting !== undefined && !reporting.test(setting) && !isSpoken) return "written";
  if (resource.test(around) || pattern.test(around) || filtered.test(around)) return "written";
  if (measured.test(around)) return "counted";
  const label = labelled.exec(around);
  if (label) {
    const after = around.slice(label.index + label[0].length);
    return number.test(after) && !zero.test(after) ? "counted" : "written";
  }
  if (!isSpoken && countedZero.test(around)) return "written";
  const times = tallied.exec(around)?.[1];
  if (times !== undefined) return Number(times) === 0 ? "written" : "counted";
  const count = tally.exec(around.slice(last + 1))?.[1];
  if (count !== undefined && Number(count) === 0) return "written";
  if (count !== undefined && /^[\s"'`|*-]*$/.test(around.slice(0, first))) return "counted";
  if (row.test(around)) return "counted";
  if (!isInLiteral(around.slice(0, first)) && !isInLiteral(around.slice(0, last))) return null;
  const outer = around.replace(/"[^"\n]*"|'[^'\n]*'|`[^`\n]*`/g, '""');
  if (program.test(outer)) return "written";
  if (!isSpoken && likelyProgram.test(outer)) return "written";
  const name = assigned.exec(around)?.[1];
  return name !== undefined && !reporting.test(name) ? "written" : null;
};

/** Whether a quotation mark is open at the end of what stands before; an apostrophe opens none. */
const isInLiteral = (before: string): boolean => {
  let open = "";
  let previous = "";
  for (const one of before) {
    if (open === "" && /["`]/.test(one)) open = one;
    else if (open === "" && one === "'" && !/\w/.test(previous)) open = one;
    else if (one === open) open = "";
    previous = one;
  }
  return open !== "";
};
