import { inChats } from "./chats.ts";
import { inClosedChats } from "./closed-chats.ts";
import { inConditions } from "./conditions.ts";
import { inLegends } from "./legends.ts";
import { withoutOpeners } from "./openers.ts";
import { inPassedTests } from "./passed-tests.ts";
import { inPatches } from "./patches.ts";
import { inReviews } from "./reviews.ts";
import { inRules } from "./rule-blocks.ts";
import { inCleanReports } from "./test-reports.ts";
import { inCleanRuns } from "./test-runs.ts";
import { mentionIn } from "./written-down.ts";

/**
 * What a line is to the texts in it. `foreign`: nothing happened there. `quoted`: somebody tells what happened, or
 * what may have, which decides nothing. `provoked`: it is of a test or a task that went well.
 */
type Context = "printed" | "quoted" | "provoked" | "foreign";

/** Where a process speaks, by the form of what is said: a status, an exception, a tool's own opening. */
const spoken =
  /^\s{0,40}(?:\{"|(?:[\w./-]{1,40}: )?\[(?:emerg|alert|crit|error|fatal)\] |panic: |Caused by: |curl: |status = |details = )|\[code\] => \d|rpc error: code|\bdesc = |StatusCode\.|_InactiveRpcError|\b[\w.$]{3,160}(?:Exception|Error)(?: \[\w{3,60}\])?: |\bError: |err(?:or)?=|"(?:error|msg|message|log)"\s?:|debug_error_string|(?:TLS|tls) (?:client|server): In state|\binfo: "/;

/** Source code, as grep lists it with its own indentation, its history and its tests: texts that are written there, not said. */
const written =
  /^\s{0,20}\S{1,200}\.(?:go|py|ts|js|rs|java|cc|cpp|h|cs|rb|kt|erl|ex)[:-]\d{1,6}[:-](?! \S|in [`'])\s{0,40}(?:\/\/|[a-z]\w{0,40}[ .(]|["'([{]|return|\})|^\s{0,20}\S{1,200}\.(?:md|rst|adoc)[:-]\d{1,6}[:-]|^\s{0,8}(?:[\w.@~:/-]{1,60})?[$%] (?:git |z)?(?:grep|rg|ag|awk|sed)\b|%[+#]?[vqswd]\b|\b(?:Errorf|errors\.New|fmt\.\w{3,12}|printf|raise \w|throw new|assert\w{0,20}|expect|require\.\w{2,20}|t\.(?:Fatal|Error)f?|console\.\w{3,8}|strings\.Contains|str\.contains|includes|match(?:es)?)\s?\(|^(?:[+-](?![-+ ]?\d{4}|(?:ba|z|k|da)?sh: )(?:[\t"/}a-z]|\s[\t "/}])|@@ |diff --git|index [\da-f]{7})/;

const asserted =
  /\b(?:got (?:nil|none|null|undefined|no error)|want(?:ed)?(?: error| err)?[ :=]|expect(?:ed|s|ing)?(?: an?| the)? (?:error|exception|err|to|message|text|string)|should (?:contain|match|fail|throw|return|equal)|AssertionError|to (?:contain|match|throw|equal)\b)/i;

/** A test that passes says what it provoked. */
const passed =
  /^\s{0,20}(?:[✓✔√]|ok \d|--- PASS|PASS(?:ED)?\b|\[\s{0,8}(?:OK|PASSED)\s{0,3}\])|\b(?:PASSED|\.\.\. ?ok)\s{0,40}$|\((?:(?:ok|pass(?:ed)?), )?as (?:wanted|expected|intended)\)\s{0,40}$| [–—-] as (?:wanted|expected|intended)[.!]?(?: \d{1,6}(?:\/\d{1,6})? (?:ok|passed))?\s{0,40}$/;

/** The title of an alert that is over, above what it was about. */
const resolvedTitle =
  /^(?::[\w+-]{2,40}: ?)?\W{0,6}(?:(?:RESOLVED|RECOVER(?:Y|ED)|CLOSED)\b(?:\]|:| |\*)|(?:Resolved|Recovered|Closed)\b(?:\]|:|\*| [-–—] )|(?:(?:Alert|Incident) )?[Ss]tat(?:us|e)\W{1,4}(?:[Rr]esolved|RESOLVED|[Rr]ecovered|[Cc]losed)\b)/;

/** The title of a report about what is over, by its number. */
const closedReport =
  /^\W{0,6}(?:Incident|Post-?mortem|Outage|Problem|Ticket|INC)[ #-]{1,3}\d{1,9} ?[-–—:([|]{1,2} ?(?:CLOSED|RESOLVED|Closed|Resolved)\b(?=\W{0,3}(?:\d|$))/;

/** The same as a system of alerts sends it on: Alertmanager, Grafana, PagerDuty, CloudWatch. */
const resolvedField =
  /"(?:(?:status|state|event_?type|event_?action|currentState)"\s?:\s?"(?:(?:incident|alert)[._-])?(?:resolved|resolve|recovered|closed)|(?:newStateValue|new_state)"\s?:\s?"ok)"/i;

const firingField =
  /"(?:(?:status|state|event_?type|event_?action|currentState)"\s?:\s?"(?:(?:incident|alert)[._-])?(?:firing|alerting|trigger(?:ed)?|open)|(?:newStateValue|new_state)"\s?:\s?"alarm)"/i;

/** The title of another; since when the one above was firing is no title. */
const firingTitle = /^\W{0,4}\[?(?:FIRING|Firing)\b(?! (?:since|from|at|for|until)\b)/;

const isOverBy = (line: string): boolean =>
  resolvedTitle.test(line) || closedReport.test(line) || resolvedField.test(line);

/** A line of a configuration or of a program. */
const configured =
  /^\s{0,40}(?:#(?!\d)|\/\/|;;|(?:ssl|grpc|proxy|server|listen|location|upstream|keepalive|client|http2|error_log|access_log)_?\w{0,40}[ \t][^:;]{0,120};\s{0,40}(?:#|$)|(?:if|elif|else|except|catch|raise|throw|return|assert|const|let|var|def|func|import|from|export|case)\b[^"\n]{0,40}[({=:"])/;

/** An entry of a change log, a commit's title, a list of documentation. */
const told =
  /^\s{0,12}(?:[\da-f]{7,40} )?(?:\*\*)?(?:[[(]?[\w/#.-]{1,40}[\])]?:\s{1,20})?(?:\*\*)?(?:fix(?:e[sd])?|feat(?:ure)?s?|docs?|chore|refactor(?:s|ed)?|perf|adds?|added|improv\w{1,5}|handl\w{1,5}|explain\w{0,3}|retr(?:y|ies)|support(?:s|ed)?|document(?:s|ed)?|bump\w{0,3}|remov\w{1,4}|chang\w{1,4}|updat\w{1,4}|deprecat\w{1,4}|allow\w{0,3}|avoid\w{0,3}|prevent\w{0,3}|clarif\w{1,4}|correct(?:s|ed|ly)|resolv\w{1,4}|describ\w{1,4}|mention\w{0,3}|better|now)\b(?:\([^)\n]{0,60}\))?!?[: ]/i;

const commit =
  /^\s{0,12}(?:[\da-f]{7,40} )?(?:\([^)\n]{1,80}\) )?(?:fix|feat|docs?|chore|refactor|perf|test|build|ci)(?:\([^)\n]{0,60}\))?!?: /;

/** The first key of an item in YAML, which a controller wrote: what it reports, and no point of a list. */
const reported = /^\s{0,12}- message:\s/;

const bullet = /^\s{0,12}(?:[-*•+◦▪]|\d{1,3}[.)])\s/;

/** An entry of a process's own list of errors: of whom it speaks, by a dotted or pathed name, and the error to its end. */
const entry =
  /^\s{0,12}[-*•] [\w-]{1,60}(?:[./][\w-]{1,60}){1,6}: [^·\n]{0,200}·{4,400}[^\w·]{0,8}$/;

/** Above a process's own list of errors: Vault's API client, and HashiCorp's go-multierror. */
const errorsTitle = /(?:\bCode: \d{3}\. Errors|(?<!\d)\d{1,3} errors? occurred):\s{0,40}$/;

/** A title over what may be, or over what has changed. */
const hintTitle =
  /^\s{0,12}[#*>_]{0,6}\s?(?:hints?|tips?|notes?|help|possible (?:reasons?|causes?|solutions?)|common (?:reasons?|causes?|errors?|problems?)|(?:this|the) (?:error |problem |issue |failure )?(?:can|may|might|could|usually|often) [^.\n]{0,80}|troubleshooting|see also|(?:known|fixed) issues?|what(?:'s| is) new|release notes?|change ?log|bug ?fixes|faq|suggestions?|to (?:fix|resolve|debug) [^.\n]{0,60}|things to (?:check|try)|try [^.\n]{0,60}|v?\d{1,3}\.\d{1,3}(?:\.\d{1,4})? ?(?:\([^)]{4,30}\)|- .{4,30})?)\s?:?[*_]{0,3}\s{0,40}$/i;

/** Guesses, questions, denials, conditions, lessons and what is over. */
const hedged =
  /\b(?:maybe|perhaps|possibly|probably|might|may (?:be|have|also|not)|could (?:it |also |have )?(?:be|mean|cause|happen)|would|should|unless|whenever|if (?:the|you|your|it|this|that|a|an|not|so|there)|in case|(?:I|we) (?:think|guess|suspect|assume|wonder|suppose|thought|checked|verified|expected)|is it (?:possible|because)|my guess|not sure|no idea|for example|for instance|e\.g|the (?:text|wording) (?:was|is|said|reads?)|such as|instead of|rather than|used to|no longer|not anymore|does not mean|is not (?:a|an|the|about)|isn't|wasn't|aren't|rules? out|ruled out|not because|make sure|ensure|check (?:that|if|whether|your)|try (?:to|with|again|using)|hint|typically|usually|sometimes|commonly|indicates?|means|meaning|refers? to|fixed|renewed|solved|already(?! (?:in use|bound|listening|exists))|last (?:week|month|year)|yesterday|previously|(?:says?|is|are|was|looks?) (?:all )?(?:ok|okay|fine|good|valid)|works? (?:fine|now|again))\b/i;

/** What is left of these where a line begins with a text: its end may be the stack's own. */
const guessed =
  /\b(?:maybe|perhaps|I (?:think|guess|suspect|assume)|we (?:think|suspect|assume)|not sure|should be|no longer|used to|fixed|solved|renewed|rather than|instead of)\b/i;

const opensWithText = /^\s{0,12}(?:[\w.()/-]{1,40}: ){0,3}["'`]?·{8}/;

const question = /\?\s*$/;

/** Whether a process speaks in a line: nothing but names and colons stands before its own form. */
const isSpoken = (line: string): boolean => {
  const at = line.search(spoken);
  if (at < 0) return false;
  const before = line.slice(0, at);
  return (
    /(?:^|[:=>|\])},;.-])\s{0,40}(?:thread \S{1,40} )?["'`<]?$/.test(before) && !hedged.test(before)
  );
};

/** A quoted text inside a sentence: a word, a blank and a quotation mark before it. */
const inSentence =
  /(?:^|\s|(?<!\w)\()[A-Za-z][a-z'-]{0,20},? (?:["'`]{1,3}[^"'`\n]{0,60}|\(["'`(]{0,2}[^"'`)\n]{0,60})·{4}/;

/** What a process could not do, with its system's reason in parentheses. */
const ownReason =
  /^(?![^\n]{0,200}\b(?:I|we|you|they|my|our)\b)[^\n]{0,200}\b(?:cannot|could not|couldn't|failed to|unable to) (?:[\w/-]{1,20} ){1,4}\(·{4}/;

/** That something came about, before back-ticks. */
const cameAbout =
  /\b(?:crash(?:e[sd]|ing)?|fail(?:s|ed|ing)?|abort(?:s|ed|ing)?|(?:get|got|see|saw|hit|throw|threw|print)(?:s|ting|ing|ed)?(?: (?:an?|the|this))?(?: following)? (?:errors?|message)(?: message)?)(?: (?:with|on|by|saying))?:? {0,2}`{1,3}/i;

/** Whether a line says that an error came about, which it has as a whole in back-ticks. */
const tellsOccurrence = (around: string): boolean => {
  const match = cameAbout.exec(around);
  const quoted = match && around.slice(match.index + match[0].length).split("`", 1)[0];
  return quoted?.includes("·".repeat(8)) === true;
};

/** One that a sentence goes on behind, whatever ended before it. */
const beforeSentence = /[a-z'-]{1,20}[.?!] ["'`]{1,2}·{4,400}["'`]{1,2},? [a-z]{2,20} [a-z]/;

/**
 * A line as it is, and with "·" in the place of every text that was read in it. `goesOn`: with the line
 * before, where a terminal's width may have broken a message.
 */
type ReadLine = Readonly<{ line: string; around: string; goesOn: boolean }>;

/** Whose line it is, by its own form. */
const contextOf = ({ line, around }: Pick<ReadLine, "line" | "around">): Context => {
  const bare = withoutOpeners(around);
  if (written.test(bare) || asserted.test(bare) || passed.test(bare)) return "foreign";
  const speaks = isSpoken(withoutOpeners(line));
  const mention = mentionIn(bare, speaks);
  if (mention !== null) return mention === "written" ? "foreign" : "quoted";
  if (speaks) return "printed";
  if (entry.test(bare)) return "printed";
  const isBullet = bullet.test(bare) && !reported.test(bare) && !/^\s{0,12}\S{1,3}\s·/.test(bare);
  if (commit.test(bare)) return "quoted";
  if (around !== bare && !isBullet) return "printed";
  if (configured.test(bare) || told.test(bare)) return "quoted";
  if ((opensWithText.test(bare) ? guessed : hedged).test(bare)) return "quoted";
  if (question.test(bare) && /^\s*[\w'"(*-]/.test(bare)) return "quoted";
  if (isBullet || beforeSentence.test(bare)) return "quoted";
  return inSentence.test(bare) && !ownReason.test(bare) && !tellsOccurrence(bare)
    ? "quoted"
    : "printed";
};

/** UTF-16 units of a broken message by which its last line is judged. */
const messageLimit = 2000;

/** A line after those that it goes on with; a break at a blank may have taken the blank away. */
const wholes = (lines: readonly ReadLine[], index: number) => {
  const parts: ReadLine[] = [];
  for (let at = index, length = 0; at >= 0 && length < messageLimit; at -= 1) {
    const part = lines[at];
    if (!part) break;
    parts.unshift(part);
    length += part.line.length;
    if (!part.goesOn) break;
  }
  return ["", " "].map((joint) => ({
    line: parts.map(({ line }) => line).join(joint),
    around: parts.map(({ around }) => around).join(joint),
  }));
};

/** Where grpc-go's `desc = "` was broken within its word, which the program's own names are not. */
const restOfDesc = /^(?:esc|sc|c)? = "/;

/** What looks like a literal that a program names may be the rest of what a process said before. */
const standingIn = (lines: readonly ReadLine[], read: ReadLine, index: number): Context => {
  const isRest =
    read.goesOn &&
    restOfDesc.test(read.line) &&
    /\w$/.test(lines[index - 1]?.line ?? "") &&
    wholes(lines, index).some((whole) => contextOf(whole) === "printed");
  return isRest ? "printed" : contextOf(read);
};

const isBlank = (line: string): boolean => /^\s*$/.test(line);

/** The first line behind another that is not blank. */
const nextOf = (lines: readonly string[], index: number): string =>
  withoutOpeners(lines.slice(index + 1, index + 4).find((line) => !isBlank(line)) ?? "");

const withoutBullet = ({ line, around }: ReadLine): Pick<ReadLine, "line" | "around"> => ({
  line: withoutOpeners(line).replace(bullet, ""),
  around: withoutOpeners(around).replace(bullet, ""),
});

/** What marks lines of a text by what stands around them, and what they are then. */
const marked: readonly Readonly<{
  of: Exclude<Context, "printed">;
  in(lines: readonly string[]): readonly boolean[];
}>[] = [
  { of: "foreign", in: inRules },
  { of: "foreign", in: inPassedTests },
  { of: "quoted", in: inConditions },
  { of: "quoted", in: inPatches },
  { of: "quoted", in: inLegends },
  { of: "quoted", in: inReviews },
  { of: "quoted", in: inClosedChats },
  { of: "provoked", in: inCleanRuns },
  { of: "provoked", in: inCleanReports },
];

/** For each line, what it is; below a title of hints, whatever is no process's own is foreign. */
export const standings = (lines: readonly ReadLine[]): readonly Context[] => {
  let hints = false;
  let ofErrors = false;
  let isResolved = false;
  const texts = lines.map(({ line }) => line);
  const marks = marked.map((one) => ({ of: one.of, inside: one.in(texts) }));
  const chats = inChats(lines);
  return lines.map((read, index) => {
    const isIn = (context: Context) =>
      marks.some(({ of, inside }) => of === context && inside[index]);
    const bare = withoutOpeners(read.line);
    // A text that was read is no title, though it opens like one.
    if (hintTitle.test(bare) && hintTitle.test(withoutOpeners(read.around))) hints = true;
    else if (isSpoken(bare) || (isBlank(bare) && !bullet.test(nextOf(texts, index)))) hints = false;
    const isFiring = firingTitle.test(bare) || firingField.test(read.line);
    if (isFiring || isBlank(bare)) isResolved = false;
    else if (isOverBy(read.line)) isResolved = true;
    if (errorsTitle.test(bare)) ofErrors = true;
    else if (!isBlank(bare) && !bullet.test(bare)) ofErrors = false;
    if (hints || isIn("foreign")) return "foreign";
    const context = ofErrors ? contextOf(withoutBullet(read)) : standingIn(lines, read, index);
    if (context !== "printed") return context;
    const isOfChat = chats[index] && !isSpoken(bare);
    if (isIn("quoted") || isResolved || isOfChat) return "quoted";
    return isIn("provoked") ? "provoked" : context;
  });
};
