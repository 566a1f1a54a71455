import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";
import type { Fact } from "../../domain/fact.ts";
import { nameErrors, unixErrors, windowsErrors, winsockErrors } from "./errno-numbers.ts";
import { translatedErrors } from "./errno-words.ts";

const facts = (text: string): readonly Fact[] => readText(text).map(({ fact }) => fact);

const spoken = translatedErrors.flatMap(({ fact, texts }) =>
  texts.map((text) => [text, fact] as const),
);

/** As C, Python, Java, Go, Rust and Dart print a sentence of the system. */
test.for(spoken)("%s", ([text, fact]) => {
  for (const printed of [
    text,
    `curl: (7) Failed to connect to kv.internal port 443: ${text}`,
    `OSError: [Errno 7] ${text}`,
    `java.net.ConnectException: ${text}: kv/10.0.0.7:443`,
    `dial tcp 10.0.0.7:443: connectex: ${text}.`,
    `message: "${text}."`,
    `SocketException: ${text} (OS Error: x)`,
  ]) {
    expect(facts(printed), printed).toContainEqual(fact);
  }
});

test.for<string>([
  "Der Server hat den Verbindungsaufbau abgelehnt",
  "服务器因为防火墙的原因拒绝连接",
  "拒绝连接的原因是什么",
  "如果出现“连接被拒绝”，请检查端口",
  "错误：是不是 拒绝连接？",
  "Fehler: wenn die Meldung: Connexion refusée",
  "если видите: Сеть недоступна",
  "le message Connexion refusée apparaît",
  "поэтому Сеть недоступна сейчас",
])("%s is somebody's sentence", (text) => {
  expect(facts(text)).toEqual([]);
});

test.for([...unixErrors, ...winsockErrors])("%i by its number", ([number, fact]) => {
  for (const printed of [
    `connect:errno=${number}`,
    `{"errno":${number},"syscall":"connect"}`,
    `OSError: [Errno ${number}] x`,
    `x (os error ${number})`,
    `Os { code: ${number}, kind: Other }`,
    `SocketException: x (OS Error: x, errno = ${number})`,
    `System.Net.Sockets.SocketException (${number}): x`,
  ]) {
    expect(facts(printed), printed).toEqual([fact]);
  }
});

test.for([...winsockErrors, ...windowsErrors])("Windows says %i", ([number, fact]) => {
  expect(facts(`OSError: [WinError ${number}] x`)).toEqual([fact]);
});

test.for([...winsockErrors])("%i is nobody else's number", ([number, fact]) => {
  for (const printed of [`x (${number})`, `Socket Error # ${number}`, `error ${number}`]) {
    expect(facts(printed), printed).toEqual([fact]);
  }
});

test.for([...nameErrors])("getaddrinfo's %i", (number) => {
  expect(facts(`socket.gaierror: [Errno ${number}] x`)).toEqual([
    { fact: "name-not-resolved", name: null },
  ]);
});

const refused: Fact = { fact: "connection-refused" };
const reset: Fact = { fact: "reset" };
const timeout: Fact = { fact: "timeout", of: "connect" };
const unreachable: Fact = { fact: "unreachable" };

/** Lines of programs, in the forms of public reports. */
test.for<readonly [string, Fact]>([
  ["delayed connection error: 111", refused],
  [
    "upstream_reset_before_response_started{connection_failure,delayed_connect_error:_111}",
    refused,
  ],
  ["immediate connect error: 101", unreachable],
  ["connect:errno=61", refused],
  ["SocketException: x (OS Error: x\n, errno = 1225), address = kv, port = 1", refused],
  ["ClientException with SocketException: x (OS Error: x, errno = 121), address = kv", timeout],
  ["[WinError 121] x", timeout],
  ["[WinError 10054] x", reset],
  ["[WinError 10065] x", unreachable],
  ["[Errno 60] x", timeout],
  ["[Errno 113] x", unreachable],
  ["connect() failed (10060: FormatMessage() error:(15105))", timeout],
  ['{"os_error":"x","syscall":"ConnectEx","wsa_error":10061}', refused],
  ["SQLSTATE[HY000]: Socket Error # 10061", refused],
  ['Error Domain=NSPOSIXErrorDomain Code=54 "x"', reset],
  ["_kCFStreamErrorDomainKey=1, _kCFStreamErrorCodeKey=61", refused],
  ["sendto(..) failed with error(-104)", reset],
])("%s", ([text, fact]) => {
  expect(facts(text)).toContainEqual(fact);
});

test.for([
  "errno: 1231, code: 'ER_WRONG_VALUE_FOR_VAR'",
  "[Errno 121] Remote I/O error",
  "[Errno 61] No data available",
  "No data available (os error 61)",
  "Remote I/O error (os error 121)",
  "[Errno 2] No such file or directory",
  "[WinError 111] The file name is too long",
  "socket.gaierror: [Errno -8] Servname not supported for ai_socktype",
  "_kCFStreamErrorCodeKey=8, _kCFStreamErrorDomainKey=12, NSLocalizedDescription=offline",
  "took 10061 ms",
  "Nov 21 10:00:00 kv sshd[10061]: connection closed",
  "2026-11-21 10:00:00 (10061) INFO ready",
  "[10061] ready",
  "127.0.0.1:10061",
  "port 10054",
  "(os error 2)",
])("%s is no error of a connection", (text) => {
  expect(facts(text)).toEqual([]);
});
