import { describe, expect, test } from "vitest";
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
  "12:00:03 INFO reconnected to 10.0.0.7:8443",
  "12:00:03 INFO connected to db-grpc:8443",
  "12:00:03 DEBUG connection restored after 3 attempts",
  "12:00:03 INFO channel is ready",
  "12:00:03 INFO handshake complete",
  "12:00:03 INFO the link has recovered",
  "12:00:03 INFO back online",
  "12:00:03 INFO connect succeeded",
  "12:00:03 INFO established connection to placement",
  '{"level":"info","msg":"connected","target":"10.0.0.7:8443"}',
  'level=info caller=client.go:60 msg="connected" target=10.0.0.7:8443',
  'I0301 00:00:32.220018       1 client.go:60] "webhook connection ready"',
  "12:00:03 INFO relay::client: connected endpoint=kv",
  '{"level":"info","msg":"channel state","from":"CONNECTING","to":"READY"}',
  "12:00:03 INFO channel state changed to Ready",
  "12:00:03 INFO connectivity state changed new_state=ready",
  "12:00:03 DEBUG CONNECTING -> READY",
  "12:00:03 DEBUG new_state=ready",
  "12:00:03 DEBUG new_status: ready",
  "12:00:03 DEBUG check updated status=passing",
  "12:00:03 DEBUG target health status=serving",
  "12:00:03 LOG health of kv: { status: 'SERVING' }",
  "12:00:03 INFO heartbeat ok",
  '{"level":"info","msg":"rpc ok","code":0}',
  "12:00:03 INFO call to /kv.KV/Get ok",
  "12:00:03 INFO push succeeded batch=17",
  "12:00:03 INFO attempt 3 succeeded",
  "12:00:03 INFO retry successful",
  "12:00:03 INFO get succeeded after 2 attempts",
  "12:00:03 INFO put succeeded on the 3rd try",
  "12:00:03 INFO Finished gRPC call. Call duration: 12ms, status: OK",
  "12:00:03 INFO generated new workload certificate",
  "12:00:03 INFO adding connection addr=10.0.0.7:8443",
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
  "12:00:03 INFO connected to 10.0.0.8:8443",
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
  '{"level":"info","msg":"connected","target":"users:9443"}',
  '{"level":"info","msg":"channel state","from":"READY","to":"IDLE"}',
  "12:00:03 INFO channel state from ready to idle",
  "12:00:03 INFO node status ready",
  "12:00:03 INFO server call ok",
  "12:00:03 INFO finished unary call ok",
  "12:00:03 INFO push cancelled, ping ok",
  "12:00:03 INFO job finished",
  "12:00:03 INFO metrics server started addr=10.0.0.7:9090",
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

const late =
  'ERROR sync: connection error: desc = "transport: authentication handshake failed: context deadline exceeded"';
const lost =
  "ERROR stream: error reading from server: read tcp 10.0.0.2:44100->10.0.0.3:443: read: connection reset by peer";

test.for([
  "I0505 10:00:05.100001       1 secure_serving.go:213] Serving securely on [::]:6443",
  "Everything is ready. Begin running and processing data.",
  '[server.rs:999] ["kv is ready to serve"]',
  "Readiness succeeded in 3.2s",
  "Envoy proxy is ready",
  "Started Application in 4.2 seconds",
  "Started Worker Namespace default",
  "containerd successfully booted in 0.05s",
  "dapr initialized. Status: Running. Init Elapsed 2311ms",
  "client: node registration complete",
  "core: vault is unsealed",
  "all dependencies initialized. starting workers",
  "node starting at 2026-09-01 10:00:04 (took 1.7s)",
  "Deployments stabilized in 3.2 seconds",
  "INFO: Build completed successfully, 77 total actions",
  "Process exited with code 0",
  "Exit Code: 0",
  'msg="changing probe status" status=ready',
])("a program that came up, or ended well, had to wait no more: %s", (line) => {
  expect(told(refused, line)[0]).toBe("over");
  expect(told(late, line)[0]).toBe("over");
  expect(told(lost, line)[0]).toBe("over");
  expect(isStanding(line, refused)).toBe(true);
  expect(isStanding(refused, line, refused)).toBe(true);
  expect(isStanding(expired, line)).toBe(true);
});

test("an extension of the platform that is ready is no peer", () => {
  expect(
    isStanding(refused, "EXTENSION Name: collector State: Ready Events: [INVOKE, SHUTDOWN]"),
  ).toBe(true);
});

test("what was open is over, too, and nothing beside it speaks for a cause any more", () => {
  expect(told(lost, "stream re-established")[0]).toBe("over");
  expect(
    told(`10:00:00 ${lost}`, "10:00:01 connected", `10:31:00 ${lost}`, "10:31:01 connected")[0],
  ).toBe("cause");
});

test("a connection that was lost after a pause may be lost so again", () => {
  expect(told(`10:00:00 ${lost}`, "10:06:31 connected")[0]).toBe("over");
  expect(
    told("10:00:00 put a", `10:06:31 ${lost}`, "10:06:32 stream re-established").slice(0, 2),
  ).toEqual(["cause", "idle-drop"]);
});

test("a program that has ended well loses no connection again", () => {
  const at = (time: string, words: string) => `kv  | ${time} ${words}`;
  const [put, late] = [at("10:00:00", "put a"), at("10:36:31", lost)];
  expect(told(put, late, "kv exited with code 0")[0]).toBe("over");
  expect(told(put, late, at("10:36:32", "stream re-established"))[0]).toBe("cause");
});

test("what fails nothing stands beside what is over", () => {
  const canceled =
    'W0112 grpc: failed to connect. Err: connection error: desc = "context canceled"';
  expect(told(refused, "Serving securely on [::]:6443", canceled)[0]).toBe("over");
  expect(told(refused, "connected", canceled)[0]).toBe("cause");
});

test.for(["code: NO_ERROR", "with code 0", "and there are no active streams"])(
  "a server that ends connections of age, goaway %s: another connection is enough, each time",
  (goaway) => {
    const ended = `closing: connection error: desc = "error reading from server: EOF", received prior goaway ${goaway}`;
    expect(told(ended, "connected", ended, "connected")[0]).toBe("over");
    expect(told(ended, "connected", ended)[0]).toBe("cause");
    const broken = ended.replace(goaway, "code: PROTOCOL_ERROR");
    expect(told(broken, "connected", broken, "connected")[0]).toBe("cause");
  },
);

test("a server that a balancer takes up again", () => {
  const down =
    'lb: Server be_kv/s1 is DOWN, reason: Layer4 connection problem, info: "Connection refused"';
  expect(told(down, "lb: Server be_kv/s1 is UP, reason: Layer6 check passed")[0]).toBe("over");
  expect(told(down, "lb: Server be_web/w1 is UP, reason: Layer6 check passed")[0]).not.toBe("over");
});

test("what a server ends for its age is named so", () => {
  const ended =
    'closed: 14, connection error: desc = "error reading from server: EOF", received prior goaway: code: NO_ERROR, debug data: ';
  expect(told(ended, "connected").slice(0, 2)).toEqual(["over", "goaway"]);
});

describe("a command that is typed again", () => {
  const call = "$ grpcurl -cacert ca.pem kv.example:443 list";
  const fails = 'Failed to dial target host "kv.example:443": context deadline exceeded';

  test.for(["$ ", "user@host:~/kv$ ", "~/kv ❯ ", "host% ", "root@host:/# "])(
    "is over with its last run, behind the prompt %j",
    (prompt) => {
      const typed = call.replace("$ ", prompt);
      expect(told(typed, fails, typed, "kv.KV")[0]).toBe("over");
      expect(told(typed, "kv.KV", typed, fails)[0]).toBe("failure");
    },
  );

  test("is not with a run that fails, or prints nothing", () => {
    expect(told(call, fails, call, fails)[0]).toBe("failure");
    expect(told(call, fails, call)[0]).toBe("failure");
    expect(told(call, fails, call, "ERROR: no such service")[0]).toBe("failure");
  });

  test("closes nothing of another command", () => {
    const other = call.replace("list", "describe");
    expect(told(call, fails, other, "kv.KV")[0]).toBe("failure");
    expect(told(call, "kv.KV", other, fails, call, "kv.KV")[0]).toBe("failure");
    expect(told(fails, call, "kv.KV", call, "kv.KV")[0]).toBe("failure");
  });
});

test.for([
  "started",
  "starting",
  "succeeded",
  "completed",
  "finished",
  "registered",
  "subscribed",
  "synced",
  "available",
  "ready",
  "became active",
  "is UP",
  "activated 7",
])("common words are of the same thing alone: %s", (words) => {
  const fault = "ERROR opening scan-history: context deadline exceeded";
  expect(told(fault, `scan-history ${words}`)[0]).toBe("over");
  expect(told(fault, `scan-archive ${words}`)[0]).toMatch(/cause|failure/);
});

test.for([
  "attestation",
  "registration",
  "subscription",
  "enrolment",
  "enrollment",
  "bootstrap",
  "election",
  "login",
  "discovery",
  "provisioning",
  "activation",
  "replication",
  "renewal",
])("what a program goes on to try, %s, is over with its own success", (task) => {
  const fault = `${task} failed: dial tcp 10.0.0.7:8443: connect: connection refused`;
  expect(told(fault, `node ${task} was successful`)[0]).toBe("over");
  expect(told(fault, `${task} succeeded`)[0]).toBe("over");
  expect(told(fault, `${task} complete`)[0]).toBe("over");
  expect(told(fault, `${task} completed`)[0]).toBe("over");
  expect(told(fault, `${task} of node 1 done`)[0]).toBe("over");
  expect(told(fault, `${task} in progress`)[0]).toBe("cause");
  expect(told(fault, "handover was successful")[0]).toBe("cause");
  expect(told(fault.replace(task, "handover"), `${task} was successful`)[0]).toBe("cause");
  expect(told(fault, `${task} with kv:5432 was successful`)[0]).toBe("cause");
});

test.for<readonly [string, readonly string[]]>([
  [late, ["handshake-stalled", "silent-peer", "tls-client-to-plaintext-port"]],
  [lost, ["reset-by-intermediary", "idle-drop"]],
  ["put: write: broken pipe", ["idle-drop", "goaway"]],
  ["put: error reading from server: EOF", ["reset-by-intermediary", "idle-drop"]],
  ["closed: transport is closing", ["idle-drop", "goaway", "silent-peer"]],
  ["open: context deadline exceeded", ["deadline-exceeded", "silent-peer"]],
  [
    'dialling "unix:///run/kv/kv.sock": context deadline exceeded',
    ["silent-peer", "deadline-exceeded", "connection-refused"],
  ],
  [
    "upstream connect error or disconnect/reset before headers. reset reason: remote connection failure",
    ["upstream-unreachable", "http-status-from-intermediary"],
  ],
  ['"POST /kv.KV/Get HTTP/2" 503 UF - "-"', ["upstream-unreachable"]],
])("what passed by itself is first what nobody has to change: %s", ([fault, codes]) => {
  const { tells, diagnosis } = explain([{ name: "-", text: `${fault}\nEverything is ready\n` }]);
  expect([tells, diagnosis.causes.map(({ code }) => code)]).toEqual(["over", codes]);
});

test("what names its cause keeps it when it is over", () => {
  expect(told(expired, "12:00:03 INFO connection re-established")[1]).toBe("certificate-expired");
});

test("what one component says of its calls is of no other", () => {
  const fault = "orders: rpc failed: dial tcp 10.0.0.9:443: connect: connection refused";
  expect(told(fault, "orders: rpc ok")[0]).toBe("over");
  expect(told(fault, "users: rpc ok")[0]).toBe("cause");
});

test("a fault that comes again is not over", () => {
  const again = "12:00:03 INFO reconnected";
  expect(isStanding(expired, again, expired)).toBe(true);
});

test("the machine's name in front of a line is nothing that two lines have in common", () => {
  const kubelet = (time: string, words: string) =>
    `Nov 18 ${time} node-7 kubelet[1402]: I1118 ${time}.716607    1402 ${words}`;
  const failed = kubelet("10:00:00", 'probe.go:9] "Probe failed" err="connection refused"');
  const volume = kubelet("10:02:30", 'operator.go:7] "mount started for volume" pod="web-1"');
  const same = kubelet("10:02:30", 'operator.go:7] "mount started for node-7/web-1"');
  expect(told(failed, volume)[0]).toBe("cause");
  expect(told(failed.replace("refused", "refused: node-7/web-1"), same)[0]).toBe("over");
});

test("the program that JSON records are of is nothing that two of them have in common", () => {
  const record = (minute: string, level: string, msg: string, more = "") =>
    `{"time":"2026-11-21T10:${minute}:00Z","level":"${level}","service":"storefront","msg":"${msg}"${more}}`;
  const failed = record("00", "error", "Put failed", ',"err":"connection refused"');
  expect(told(failed, record("01", "info", "request completed"))[0]).toBe("cause");
  const cart = ',"upstream":"cart-7:8443"';
  const put = record("00", "error", "Put failed", `${cart},"err":"connection refused"`);
  expect(told(put, record("01", "info", "upstream is ready", cart))[0]).toBe("over");
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

/** As whoever wrote the loop calls it. */
test.for([
  "up",
  "ready",
  "done",
  "connected after 3 tries",
  "reachable",
  "available",
  "healthy",
  "success",
  "succeeded",
])("a loop that waits ends well with %j", (word) => {
  const waits = "waiting for kv:50051... ";
  expect(told(`${waits}connection refused`, waits + word)[0]).toBe("over");
  expect(told(`${waits}connection refused`, `${waits}not ${word}`)[0]).toBe("cause");
});

/** A loop that waits says so in one form, and how it ended; a task goes by its id. */
test.for<readonly [string, readonly string[]]>([
  [
    "over",
    [
      "waiting for kv:50051... connection refused",
      "waiting for kv:50051... connection refused",
      "waiting for kv:50051... open",
    ],
  ],
  [
    "over",
    [
      "web-1 | upstream kv: connect ECONNREFUSED 172.20.0.2:50051 (retry 1)",
      "web-1 | upstream kv: ok",
    ],
  ],
  [
    "over",
    [
      "wait-for-it.sh: waiting 15 seconds for kv:50051",
      "wait-for-it.sh: connect: Connection refused",
      "wait-for-it.sh: kv:50051 is available after 3 seconds",
    ],
  ],
  [
    "over",
    [
      '[WARN]  agent.client: (LAN) couldn\'t join: error="dial tcp 10.0.0.3:8301: connect: connection refused"',
      "[INFO]  agent: Join cluster completed. Synced with initial agents: cluster=LAN",
    ],
  ],
  ["cause", ["waiting for kv:50051... connection refused", "waiting for db:5432... open"]],
  ["cause", ["waiting for kv:50051... open", "waiting for kv:50051... connection refused"]],
  ["cause", ["kv: connection refused", "kv: ok to start without it"]],
  ["cause", ["waiting for kv:50051... connection refused", "waiting for kv:50051... giving up"]],
  [
    "over",
    [
      "[2026-05-01 10:00:00,000: WARNING/Worker-2] Task orders.sync[1f2e77aa-0c11-4c4f-9d0a-7f0e6a1b2c3d] retry: Retry in 5s: [Errno 111] Connection refused",
      "[2026-05-01 10:00:05,300: INFO/Worker-2] Task orders.sync[1f2e77aa-0c11-4c4f-9d0a-7f0e6a1b2c3d] succeeded in 0.21s: None",
    ],
  ],
  [
    "over",
    [
      'E0501 10:00:00.1 1 leaderelection.go:330] error retrieving resource lock kube-system/kv-manager: Get "https://10.96.0.1:443/apis": dial tcp 10.96.0.1:443: connect: connection refused',
      "I0501 10:00:05.1 1 leaderelection.go:258] successfully acquired lease kube-system/kv-manager",
    ],
  ],
  [
    "cause",
    [
      "[2026-05-01 10:00:00,000: WARNING/Worker-2] Task orders.sync[1f2e77aa-0c11-4c4f-9d0a-7f0e6a1b2c3d] retry: Retry in 5s: [Errno 111] Connection refused",
      "[2026-05-01 10:00:05,300: INFO/Worker-2] Task orders.sync[99aa77aa-0c11-4c4f-9d0a-7f0e6a1b2c3d] succeeded in 0.21s: None",
    ],
  ],
  [
    "over",
    [
      "W0511 20:18:18.413980   12486 connection.go:172] Still connecting to unix:///csi/csi.sock",
      "W0511 20:18:28.413980   12486 connection.go:172] Still connecting to unix:///csi/csi.sock",
      'I0511 20:18:53.232200   12486 main.go:154] CSI driver name: "kv.csi.example.com"',
    ],
  ],
])("what was waited for is %s: %j", ([tells, lines]) => {
  expect(told(...lines)[0]).toBe(tells);
});

test.for<readonly [string, string]>([
  ["INFO app.client attempt 3: connected to model:50051, server reports SERVING", "over"],
  ["INFO app.client attempt 3: connected to model:50052, server reports SERVING", "cause"],
])("gRPC core's name of an address is no host: %s", ([line, tells]) => {
  const failed =
    "WARNING app.client attempt 2: UNAVAILABLE failed to connect to all addresses; last error: UNKNOWN: ipv4:172.20.0.3:50051: Failed to connect to remote host: Connection refused";
  expect(told(failed, line)[0]).toBe(tells);
});
