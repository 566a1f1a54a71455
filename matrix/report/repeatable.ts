/** A text without what differs from run to run: ports, process ids, times, temporary paths. */
export const repeatable = (text: string): string =>
  text
    .replace(/(\b127\.0\.0\.1|\blocalhost|\[::1\]):\d{2,5}\b/g, "$1:PORT")
    .replace(/\/tmp\/[^\s"',:;)]+/g, "/tmp/…")
    .replace(/\b\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, "TIME")
    .replace(/\b\d{4}\.\d\d\.\d\d \d\d:\d\d:\d\d/g, "TIME")
    .replace(/\b\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}/g, "TIME")
    .replace(/\b(pid|PID)([ =:]+)\d+/g, "$1$2N")
    .replace(/\s+/g, " ");
