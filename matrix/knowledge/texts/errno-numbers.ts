import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const refused: Fact = { fact: "connection-refused" };
const reset: Fact = { fact: "reset" };
const timeout: Fact = { fact: "timeout", of: "connect" };
const unreachable: Fact = { fact: "unreachable" };
const aborted: Fact = { fact: "broken-pipe" };
const unknownName: Fact = { fact: "name-not-resolved", name: null };

/** Errors of a connection by their numbers: errno.h of Linux, sys/errno.h of macOS. */
export const unixErrors: ReadonlyMap<number, Fact> = new Map<number, Fact>([
  [101, unreachable],
  [104, reset],
  [110, timeout],
  [111, refused],
  [113, unreachable],
  [51, unreachable],
  [54, reset],
  [60, timeout],
  [61, refused],
  [65, unreachable],
]);

/** winsock2.h. */
export const winsockErrors: ReadonlyMap<number, Fact> = new Map<number, Fact>([
  [10051, unreachable],
  [10053, aborted],
  [10054, reset],
  [10060, timeout],
  [10061, refused],
  [10064, unreachable],
  [10065, unreachable],
  [11001, unknownName],
  [11002, unknownName],
  [11003, unknownName],
  [11004, unknownName],
]);

/** winerror.h, as ConnectEx and overlapped I/O return them. */
export const windowsErrors: ReadonlyMap<number, Fact> = new Map<number, Fact>([
  [121, timeout],
  [1225, refused],
  [1231, unreachable],
  [1232, unreachable],
  [1236, aborted],
]);

/** netdb.h of glibc (negative) and macOS, and what getaddrinfo returns on Windows. */
export const nameErrors: ReadonlySet<number> = new Set([
  -2, -3, -4, -5, 2, 4, 7, 8, 11001, 11002, 11003, 11004,
]);

const among =
  (...tables: readonly ReadonlyMap<number, Fact>[]) =>
  (match: RegExpMatchArray): Fact | undefined => {
    const number = Number(match[1]);
    return tables.flatMap((table) => table.get(number) ?? [])[0];
  };

const anySystem = among(unixErrors, winsockErrors);

/** The number where the words are another language's, or are missing. */
export const errnoNumberRows: readonly Row[] = [
  ...rowsFrom({ stack: "os", seen: "errno.h of Linux 6.1 and macOS, winsock2.h, winerror.h" }, [
    [/(?<!\[)\berrno["']?\s?[=:]?\s?-?(\d{2,5})(?!\d)/i, anySystem, "connect: errno=111"],
    [
      /\[Errno (\d{2,5})\](?! (?:Remote I\/O|No data available|Device not a stream|Exchange full|Package not))/,
      anySystem,
      "[Errno 111] ",
    ],
    [
      // Dart's SocketException.
      /\berrno = (\d{2,5})\)/,
      among(unixErrors, winsockErrors, windowsErrors),
      "(OS Error: x, errno = 1225)",
    ],
    [
      /Operation not permitted, errno = 1\)/,
      { fact: "permission-denied" },
      "SocketException: Connection failed (OS Error: Operation not permitted, errno = 1)",
    ],
    [
      /(?<!Remote I\/O error |No data available )\(os error (\d{2,5})\)/,
      among(unixErrors, winsockErrors, windowsErrors),
      "(os error 10061)",
    ],
    [
      /\bOs \{ code: (\d{2,5}),/,
      among(unixErrors, winsockErrors, windowsErrors),
      "Os { code: 111,",
    ],
    [/\[WinError (\d{2,5})\]/, among(winsockErrors, windowsErrors), "[WinError 1225] "],
    [/\bSocketException \((\d{2,5})\)/, anySystem, "SocketException (10061): x"],
    [/\bfailed with error\(-(\d{2,3})\)/, among(unixErrors), "connect(..) failed with error(-111)"],
    [
      // nginx on a Windows whose language it cannot print, PHP, adb, Qt. A process's or a thread's number stands before words.
      /(?:\((?=\d{5}(?:: |\)\s{0,3}(?:$|[.,;:"'\\]|in |on )))|-- |\b(?:error|code|err|WSA|WSAError|wsa_error)["']?(?: code| number| no\.?)?\s?[:=#]?\s?)(1(?:00[56]|100)\d)(?![\d.])/im,
      among(winsockErrors),
      "connect() failed (10061: FormatMessage() error:(15105))",
    ],
  ]),
  ...rowsFrom({ stack: "os", seen: "netdb.h of glibc 2.36 and macOS; Python's socket.gaierror" }, [
    [
      /\bgaierror(?:: \[Errno |\(|: \()(-?\d{1,5})\b/,
      (match) => (nameErrors.has(Number(match[1])) ? unknownName : undefined),
      "socket.gaierror: [Errno -2] ",
    ],
    [/getaddrinfo(?:\(\))? failed/, unknownName, "[Errno 11001] getaddrinfo failed"],
    [
      /\bNSPOSIXErrorDomain(?: Code=|, code: | error |\()(\d{2,3})\b/,
      among(unixErrors),
      'Error Domain=NSPOSIXErrorDomain Code=61 "x"',
    ],
  ]),
  ...rowsFrom(
    { stack: "os", seen: "musl 1.2 src/errno/__strerror.h, src/network/gai_strerror.c" },
    [
      ["Name does not resolve", unknownName],
      ["Name has no usable address", unknownName],
      [/\bNetwork unreachable\b/, unreachable, "connect: Network unreachable"],
    ],
  ),
];
