import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const isDecided = (text: string): boolean =>
  explain([{ name: "-", text }]).diagnosis.causes.some(({ decided }) => decided);

/** Error texts that somebody wrote down: none of them has happened. */
test.for<readonly [string, string]>([
  [
    "an alert rule",
    `groups:
  - name: grpc
    rules:
      - alert: UpstreamRefused
        expr: count_over_time({app="kv"} |= "connection refused" [5m]) > 3
        for: 5m
        annotations:
          message: 'x509: certificate signed by unknown authority'
          summary: "tls: first record does not look like a TLS handshake"`,
  ],
  ["a rule's line alone", `expr: sum(rate({job="kv"} |~ "no such host" [1m])) by (pod)`],
  [
    "a rule's title",
    "- alert: Expired\n  annotations:\n    message: 'x509: certificate has expired'",
  ],
  [
    "a rule without its expression",
    "labels:\n  severity: critical\nannotations:\n  message: 'dial: connection refused'",
  ],
  ["a pattern", 'pattern: "connection refused"'],
  [
    "a search and what it found",
    '$ grep -rn "connection refused" docs src\ndocs/faq.md:88:### "connection refused"\nsrc/of.py:14:    (r"connection refused", REFUSED),',
  ],
  [
    "a remark behind a setting",
    "tls:\n  ca_file: /etc/ssl/ca.pem   # without it: certificate signed by unknown authority",
  ],
  ["a term and what it means", "**`dial tcp …: connect: connection refused`**\n: Nobody listens."],
  ["a title of a page", "### `tls: first record does not look like a TLS handshake`\n\nUse TLS."],
  [
    "a rule as JSON",
    '{\n  "title": "Refused",\n  "expr": "{app=\\"kv\\"} |= \\"connection refused\\""\n}',
  ],
  [
    "a translation",
    '{\n  "errors.refused": "connection refused",\n  "errors.expired": "certificate has expired"\n}',
  ],
  ["a translation's line", '"tls.certExpired": "certificate has expired",'],
  [
    "a resource bundle",
    "errors.refused=connection refused\nerrors.expired=certificate has expired",
  ],
  ["a catalogue", 'msgid "connection refused"\nmsgstr "Verbindung abgelehnt"'],
  [
    "a table of messages",
    "export default {\n  refused: \"connection refused\",\n  expired: 'certificate has expired',\n};",
  ],
  [
    "messages by their codes",
    'const messages = {\n  ECONNREFUSED: "connection refused",\n  CERT_HAS_EXPIRED: "certificate has expired",\n};',
  ],
  [
    "messages in YAML",
    'en:\n  errors:\n    refused: connection refused\n    expired: "certificate has expired"',
  ],
  ["a string resource", '<string name="refused">connection refused</string>'],
  ["a strings file", '"refused" = "connection refused";'],
  ["a catalogue's German", 'msgid "Connection refused"\nmsgstr "Verbindungsaufbau abgelehnt"'],
  ["a bundle in Chinese", "errors.refused=连接被拒绝\nerrors.unknown=不知道这样的主机"],
  [
    "messages by their numbers",
    'const messages = {\n  10061: "由于目标计算机积极拒绝，无法连接",\n  11001: "不知道这样的主机",\n};',
  ],
  ["a number in a program", "if (error === WSAECONNREFUSED) return 'Socket error (10061)';"],
  ["a guess in Chinese", "可能是：拒绝连接"],
  ["a title in English over a number", "Possible causes:\n  delayed connect error: 111"],
  ["a counter at zero", 'tls_handshake_errors{reason="certificate has expired"} 0'],
  [
    "a listing of metrics",
    `# TYPE tls_handshake_errors counter
tls_handshake_errors{reason="certificate has expired",pod="kv-1"} 0 1700000000000
grpc_dial_errors_total{reason="connection refused"} 4`,
  ],
  ["a query", 'rate(dial_errors_total{reason="connection refused"}[5m]) > 0'],
  ["a row of a table", "| connection refused | 0 |"],
  ["a count", '"connection refused": 0,'],
  ["a tally", "certificate has expired: 17"],
  [
    "a sample in JSON",
    '{"metric":"dial_errors","labels":{"reason":"connection refused"},"value":0}',
  ],
  ["what uniq counts", "      12 certificate has expired\n       3 connection refused"],
  ["a field that counts", 'reason="connection refused" count=0'],
  [
    "Go's table of tests",
    '\t\t{name: "refused", err: "connection refused", code: codes.Unavailable},',
  ],
  ["a comparison", 'if "connection refused" in str(error):'],
  ["a test's title", 'it("is told that the certificate has expired", async () => {'],
  ["pytest's", 'with pytest.raises(ConnectionError, match="connection refused"):'],
  ["a status that is made", 'Err(Status::unavailable("connection refused"))'],
  ["a mock", 'client.get.mockRejectedValue(new Error("connect ECONNREFUSED 127.0.0.1:50051"));'],
  ["Rust's derive", '#[error("connection refused")]\nRefused,'],
  ["an arm of a match", '    Self::Expired => "certificate has expired",'],
  ["Java's assertion", '.hasMessageContaining("connection refused");'],
  ["a table in C", '    { ECONNREFUSED, "connection refused" },'],
  ["an assignment", 'msg := "connection refused"'],
  ["a call", 'retryable(err, "connection refused")'],
  [
    "a list in a program",
    'var transient = []string{\n\t"connection refused",\n\t"certificate has expired",\n}',
  ],
  [
    "an application's NotFound",
    'rpc error: code = NotFound desc = no runbook named "connection refused"',
  ],
  [
    "an application's InvalidArgument",
    "Error: 3 INVALID_ARGUMENT: field reason: connection refused is not a known value",
  ],
  [
    "an application's status in Java",
    "io.grpc.StatusRuntimeException: NOT_FOUND: no article about certificate has expired",
  ],
  [
    "an application's status in Python",
    '<_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.NOT_FOUND\n\tdetails = "no ticket: connection refused"\n>',
  ],
  ["a status in JSON", '{"code":5,"message":"no runbook for connection refused"}'],
  ["tonic's", 'status: NotFound, message: "no row for connection refused", details: []'],
  ["a status by its name alone", "NOT_FOUND: no runbook for connection refused"],
  ["grpcurl's", "ERROR:\n  Code: AlreadyExists\n  Message: a rule for connection refused exists"],
  ["a commit behind its digest", "1c0ffee docs: explain connection refused in FAQ"],
  [
    "a list below a title, and a blank line",
    "Common errors:\n\n* exec format error\n* connection refused",
  ],
])("%s decides nothing", ([, text]) => {
  expect(isDecided(text)).toBe(false);
});

/** The same forms where a process does report. */
test.for<readonly [string, string]>([
  [
    "a resource's condition",
    `status:
  conditions:
  - lastTransitionTime: "2026-11-21T10:00:00Z"
    message: 'Get "https://kv:443": dial tcp 10.0.0.7:443: connect: connection refused'
    reason: Failed
    status: "False"`,
  ],
  [
    "a resource's condition that begins with it",
    `status:
  conditions:
  - message: 'sync failed: dial tcp 10.0.0.7:443: connect: connection refused'
    status: "False"`,
  ],
  [
    "a pretty-printed record",
    '{\n  "level": "error",\n  "error": "dial tcp 10.0.0.7:443: connect: connection refused"\n}',
  ],
  [
    "fields of ECS",
    '{\n  "error.message": "dial tcp 10.0.0.7:443: connect: connection refused"\n}',
  ],
  ["Python's representation", "ConnectionRefusedError(111, 'Connection refused')"],
  [
    "Rust's representation",
    'hyper::Error(Connect, ConnectError("tcp connect error", Os { code: 111, kind: ConnectionRefused, message: "Connection refused" }))',
  ],
  [
    "a relayed status",
    'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:443: connect: connection refused"',
  ],
  [
    "a JSON line with a count",
    '{"level":"error","error":"dial tcp 10.0.0.7:443: connect: connection refused","count":0}',
  ],
  [
    "Node's representation",
    "Error: connect ECONNREFUSED 127.0.0.1:50051 {\n  errno: -111,\n  code: 'ECONNREFUSED',\n  port: 50051\n}",
  ],
  ["a system's word in French", "curl: (7) Failed to connect to kv port 443: Connexion refusée"],
  [
    "a system's word in Japanese",
    "java.io.IOException: 対象のコンピューターによって拒否されたため、接続できませんでした。",
  ],
  ["Python's number on Windows", "ConnectionRefusedError: [WinError 10061] x"],
  [
    "a list's point that its printer says again",
    "* error:140770FC:SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol\ncurl: (35) error:140770FC:SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol",
  ],
  [
    "Vault's list of errors",
    "Error enabling plugin auth: Error making API request.\n\nURL: POST http://127.0.0.1:8200/v1/sys/auth/kv\nCode: 400. Errors:\n\n* fork/exec /vault/file/kv: exec format error",
  ],
  [
    "Vault's list of errors with one of a database",
    "Code: 400. Errors:\n\n* error creating database object: error verifying connection: dial tcp 10.0.0.9:5432: connect: connection refused",
  ],
  [
    "HashiCorp's list of errors",
    "1 error occurred:\n\t* fork/exec /opt/plugins/kv: exec format error",
  ],
  [
    "a missing key, and words that only look as if it were not needed",
    "2026-05-20 01:00:03 ERROR [grpc-default-executor-0] c.a.Client - start failed\nSystem.Exception: open /etc/tls/tls.key: no such file or directory",
  ],
  ["a tool's word", "grpcurl: dial tcp 10.0.0.7:443: connect: connection refused"],
  ["a quotation behind a name", '2026-11-21 10:00:00 ERROR kv: "connection refused"'],
  ["a host's word", "kv.example.com: connection refused"],
  [
    "fields of a line",
    'level=error msg="dial failed" err="dial tcp 10.0.0.7:443: connect: connection refused" retries=0',
  ],
])("%s decides", ([, text]) => {
  expect(isDecided(text)).toBe(true);
});

/** What looks like a sentence's and is a process's own. */
test.for([
  "[ALERT]    (77) : Binding [/etc/edge.cfg:12] for frontend fe: cannot bind socket (Address already in use) for [0.0.0.0:443]",
  "[ALERT] 333/120000 (77) : Starting frontend fe: cannot bind socket (Address already in use) [0.0.0.0:443]",
  "Starting frontend fe: cannot bind socket (Address already in use) [0.0.0.0:443]",
  "kv-server cannot start (Address already in use)",
  "kv-server: unable to open the port (Address already in use)",
  "kv-server could not open the port (Address already in use)",
  "kv-server couldn't open the port (Address already in use)",
  "kv-server failed to open the port (Address already in use)",
])("decided: %s", (line) => {
  expect(isDecided(line)).toBe(true);
});

test.for([
  "we cannot start it (Address already in use)",
  "the port was freed already, so no more of Address already in use",
  "it prints that now and then (Address already in use)",
])("a mention: %s", (line) => {
  expect(isDecided(line)).toBe(false);
});

test.for([
  "  'details' => 'last error: Ssl handshake failed (TSI_PROTOCOL_FAILURE): SSL_ERROR_SSL: x: certificate has expired',",
  "handshake failed (code 7): the peer's certificate has expired",
])("a reason behind parentheses is no part of a sentence: %s", (line) => {
  expect(explain([{ name: "-", text: line }]).tells).toBe("cause");
});

test.for([
  ['ran it again (got "connection refused")', "mention"],
  ['(saw "connection refused" once)', "mention"],
  ['legacy::Error(Connect, "connection refused")', "cause"],
] as const)("a text in quotation marks within parentheses: %s", ([text, tells]) => {
  expect(explain([{ name: "-", text }]).tells).toBe(tells);
});
