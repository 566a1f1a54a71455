import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (...lines: readonly string[]) => {
  const { tells, diagnosis } = explain([{ name: "-", text: `${lines.join("\n")}\n` }]);
  return [tells, diagnosis.causes[0]?.code, diagnosis.causes[0]?.decided];
};

const isStanding = (...lines: readonly string[]): boolean => {
  const [tells, , decided] = told(...lines);
  return tells === "cause" && decided === true;
};

const refused = "12:00:00 ERROR dial tcp 10.0.0.7:8443: connect: connection refused";
const expired =
  "12:00:00 ERROR tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is after 2025-01-01T00:00:00Z";

test.for([
  "12:00:03 INFO connected, alpn=h2",
  "12:00:03 INFO Connected to kv.internal:8443",
  "12:00:03 INFO connection established",
  "12:00:03 INFO reconnected to 10.0.0.8:8443",
  "12:00:03 DEBUG connection restored after 3 attempts",
  "12:00:03 INFO channel is ready",
  "12:00:03 INFO handshake complete",
  "12:00:03 INFO the link has recovered",
  "12:00:03 INFO back online",
  "12:00:03 INFO connect succeeded",
])("a dial is over with a later %j", (line) => {
  expect(told(refused, line)).toEqual(["over", "connection-refused", false]);
  expect(told(line, refused)).toEqual(["cause", "connection-refused", true]);
});

test.for([
  "12:00:03 INFO not connected",
  "12:00:03 INFO disconnected",
  "12:00:03 WARN connected, but no answer",
  "12:00:03 INFO waiting until connected",
  "12:00:03 INFO connected to redis",
  "12:00:03 INFO connected to 10.0.0.9:5432",
  "12:00:03 INFO connected=false",
  "12:00:03 INFO client connected",
  "12:00:03 INFO ready",
  "12:00:03 WARN reconnected",
  "12:00:03 ERROR reconnected",
  "12:00:03 FATAL reconnected",
  "12:00:03 CRITICAL reconnected",
  "12:00:03 PANIC reconnected",
  "12:00:03 INFO connected, peers=0",
  "12:00:03 INFO connected to kv:5432",
  "12:00:03 INFO connected to [::1]:5432",
])("a dial is not over with a later %j", (line) => {
  expect(told(refused, line)).toEqual(["cause", "connection-refused", true]);
});

test("what came after the dial is over with a service that works, and not with a connection", () => {
  expect(told(expired, "12:00:03 INFO connection re-established")).toEqual([
    "over",
    "certificate-expired",
    false,
  ]);
  expect(isStanding(expired, "12:00:03 INFO connected")).toBe(true);
});

test("a fault that comes again is not over", () => {
  const again = "12:00:03 INFO reconnected";
  expect(isStanding(expired, again, expired)).toBe(true);
});

test("what another program says closes nothing", () => {
  const client = `kv-client  | ${refused}`;
  expect(told(client, "kv-server  | 12:00:02 INFO ready")[0]).toBe("cause");
  expect(told(client, "kv-client  | 12:00:02 INFO ready")[0]).toBe("over");
  expect(told(client, "web-client | 12:00:02 INFO connected")[0]).toBe("cause");
});

test("a server that lost one client has others", () => {
  const server =
    "2024/01/09 10:02:11 http: TLS handshake error from 127.0.0.1:55012: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-21T10:00:00Z is after 2025-01-01T00:00:00Z";
  expect(isStanding(server, "10:02:12 INFO connection established")).toBe(true);
});

const others =
  "redis valkey postgres pg mysql mariadb mongodb kafka rabbitmq nats amqp mqtt database db cache memcached elasticsearch zookeeper consul vault wifi wlan network internet bluetooth debugger syslog statsd ldap smtp";

test.for(others.split(" "))("%s is not the peer that was dialled", (other) => {
  expect(told(refused, `12:00:03 INFO connected to ${other}`)[0]).toBe("cause");
});

test.for([
  "kv is ready",
  "the kv service is ready",
  "the kv service now ready",
  "the kv service is now ready",
  "ready, alpn=h2",
])("a program by itself says: %s", (words) => {
  expect(told(`kv-client  | ${refused}`, `kv-client  | ${words}`)[0]).toBe("over");
});

test.for([
  ["a pod", (pod: string) => `[pod/${pod}] `],
  ["syslog", (program: string) => `Nov 29 12:00:00 host-1 ${program}[7]: `],
] as const)("%s says who speaks", ([, label]) => {
  const fault = `${label("orders")}${refused}`;
  expect(told(fault, `${label("orders")}connected`)[0]).toBe("over");
  expect(told(fault, `${label("web")}connected`)[0]).toBe("cause");
});
