const time =
  /^\s{0,8}[[(]?(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d?[-/][A-Z][a-z]{2}[-/]\d{4}|\d\d:\d\d:\d\d|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d|\d{10}[.\d]{0,10}\b)/;

const opening =
  /^\s{0,8}(?:[IWEFD]\d{4} \d\d:|\{"|\[(?:error|warn|info|debug|crit|notice|fatal|client|server)|(?:panic|error|warning|info|exception): |traceback |(?:time|level|ts)=|[\w./-]{1,40} {0,12}\| )/i;

/** Names of who printed a line, as stern and its like put them before its time; a sentence that breaks off has none. */
const named =
  /^(?!(?:\S{1,60} )?(?:time|after|before|on|at|until|since|is|from|to|by) )[\w][\w./-]{0,62} (?:[\w.-]{1,62} )?\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

const level = /^\s{0,8}(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|PANIC)[\s:[(]/;

const part =
  /^\s{0,40}(?:caused by:|at (?:[\w$.<>/-]{1,160} ?[(:]|\/|file:|async |new |Object)|\.\.\. \d|[*$#<>•-] )/i;

/** Where a sentence breaks off that goes on with a time, as in "current time 2026-…". */
export const wantsTime = /(?:time|after|before|on|at|until|since|is)\s*$/i;

/** Whether a line opens what one process printed at once: a time, a level, a label. */
export const opensRecord = (line: string, before = ""): boolean =>
  opening.test(line) ||
  level.test(line) ||
  named.test(line) ||
  (time.test(line) && !wantsTime.test(before));

/** Whether a line is a whole by itself, if only as a part of a list or of a stack of calls. */
export const standsAlone = (line: string, before = ""): boolean =>
  opensRecord(line, before) || part.test(line);
