import { type Row, rowsFrom, textIn } from "./row.ts";

/** Resolvers and the tools that ask them, beside getaddrinfo's own words. */
export const resolverRows: readonly Row[] = [
  ...rowsFrom({ stack: "go", seen: "go 1.26.8 net/dnsclient_unix.go" }, [
    [
      /lookup ([^\s:]{1,253}) on \S{1,60} (?:read|write|dial) udp \S{3,100} (?:i\/o timeout|(?:read|write|connect): (?:connection refused|no route to host|network is unreachable|operation not permitted))/,
      (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
      "lookup kv.internal on 10.96.0.10:53: read udp 10.42.0.9:41012->10.96.0.10:53: i/o timeout",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "os",
      seen: "musl 1.2 src/network/gai_strerror.c; busybox 1.36; dig, host and nslookup of BIND 9.18; systemd 252 resolvectl; ping of iputils, macOS and Windows",
    },
    [
      [
        /\bbad address '([^'\n]{1,253})'|\bcannot resolve ([\w.-]{1,253}): Unknown host|\bcould not find host ([\w.-]{1,253})\. Please check the name/,
        (match) => ({
          fact: "name-not-resolved",
          name: match[1] ?? match[2] ?? match[3] ?? null,
        }),
        "wget: bad address 'kv.internal'",
      ],
      [
        /can't find ([\w.-]{1,253}): (?:NXDOMAIN|SERVFAIL|REFUSED|Non-existent domain|No answer|Server failed)|\bHost ([\w.-]{1,253}) not found: \d{1,2}\([A-Z]{5,10}\)|\bNXDOMAIN ([\w.-]{1,253})(?=\s|$)/,
        (match) => ({
          fact: "name-not-resolved",
          name: match[1] ?? match[2] ?? match[3] ?? null,
        }),
        "** server can't find kv.internal: NXDOMAIN",
      ],
      [
        /([\w.-]{1,253}): resolve call failed: [^\n]{3,160}/,
        (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
        "kv.internal: resolve call failed: Name 'kv.internal' not found",
      ],
      [
        /failed to lookup address information(?:: Try again)?|\[Errno -3\] Try again|no record found for Query \{ name: Name\("[^"\n]{1,253}"\)/,
        { fact: "name-not-resolved", name: null },
        "failed to lookup address information: Try again",
      ],
      [
        /\bno servers could be reached\b|;; communications error to \S{3,60}#53: |\bDNS request timed out\.|: DNS name does not exist/,
        { fact: "name-not-resolved", name: null },
        ";; connection timed out; no servers could be reached",
      ],
      [
        /\bEAI_(?:NONAME|AGAIN|NODATA|FAIL|FAMILY|ADDRFAMILY)\b|\bDNS_PROBE_FINISHED_(?:NXDOMAIN|BAD_CONFIG|NO_INTERNET)\b|\bNS_ERROR_UNKNOWN_HOST\b|\bNon-recoverable failure in name resolution\b/,
        { fact: "name-not-resolved", name: null },
        "EAI_NONAME",
      ],
      [
        /\bAddress resolution failed for (\S{1,253}?)(?=: |\s|$)/,
        (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
        "Address resolution failed for dns:kv.internal:9000: errors resolving dns:kv.internal:9000",
      ],
      [
        /\bWSA(?:HOST_NOT_FOUND|TRY_AGAIN|NO_RECOVERY|NO_DATA)\b/,
        { fact: "name-not-resolved", name: null },
        "WSAHOST_NOT_FOUND",
      ],
    ],
  ),
];
