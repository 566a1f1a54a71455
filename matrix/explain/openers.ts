/** One of the things that a logger puts before a line: a time, a level, a label. */
const opener =
  /(?:\[?\d{4}[-/.]\d\d[-/.]\d\d[T ]?[\d:.,]{0,20}(?:Z|[+-]\d\d:?\d\d)?\]?|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d[\d:.]{0,10}|\[?\d\d:\d\d:\d\d[\d.,]{0,8}\]?|[IWEF]\d{4} [\d:.]{5,16}|[EWIDV] \([\d:.]{1,20}\) [\w.-]{1,40}:(?=\s)|(?:time|ts|level)=\S{1,40}|\[(?:ALERT|NOTICE|WARNING|DIAG|EMERG|CRIT)\] {1,8}(?:\d{3}\/\d{6} )?\(\d{1,8}\) :|\[?(?:ERROR|WARN(?:ING)?|FATAL|INFO|DEBUG|TRACE|error|warn(?:ing)?|fatal|info|debug)\]?(?=[\s:])|\w[\w.-]{0,40} {0,12}\||\[[\w./-]{1,40}\](?= {1,4}\[?\d{1,4}[-:/.]\d))[\s:]{0,4}/y;

/** Openers that one line has, at most. */
const mostOpeners = 5;

/** A line without the time, the level and the label before it. */
export const withoutOpeners = (line: string): string => {
  const indent = /^\s{0,40}/.exec(line)?.[0].length ?? 0;
  let end = indent;
  for (let count = 0; count < mostOpeners; count += 1) {
    opener.lastIndex = end;
    const match = opener.exec(line);
    if (!match) break;
    end += match[0].length;
  }
  return end === indent ? line : line.slice(end);
};
