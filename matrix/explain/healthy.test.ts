/** Logs in which no call fails, and what else a whole text is. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { explanationText } from "./explanation-text.ts";

const explained = (text: string) => explain([{ name: "-", text }]);

const told = (text: string) => {
  const { tells, diagnosis } = explained(text);
  return [tells, diagnosis.causes[0]?.code, diagnosis.determinable];
};

const served =
  "2026/04/01 03:05:10 served method=/kv.v1.KV/Get code=OK peer=10.0.0.8:33100 dur=1.2ms";

/** Somebody opens the port and leaves, while calls are served. */
test.for<readonly [string, string]>([
  [
    "scanners at a port of Go's",
    `2026/04/01 02:11:03 listening on :8443
2026/04/01 02:40:19 http: TLS handshake error from 185.191.171.5:41222: EOF
2026/04/01 03:02:55 http: TLS handshake error from 64.62.197.21:36912: EOF
${served}`,
  ],
  [
    "a check of a port, beside a server's lines of calls",
    "2026/05/01 10:00:00 http: TLS handshake error from 10.0.0.1:43001: EOF\n2026/05/01 10:00:03 served POST /kv.KV/Get 200 3ms",
  ],
  [
    "a balancer's checks of grpc-go's port",
    `2026/04/01 02:40:19 INFO: [transport] [server-transport 0xc000] Closing: EOF
2026/04/01 02:40:19 WARNING: [core] [Server #1]grpc: Server.Serve failed to create ServerTransport: connection error: desc = "transport: http2Server.HandleStreams failed to receive the preface from client: EOF"
${served}`,
  ],
  [
    "a health check at HAProxy",
    `Mar 11 10:40:00 lb1 haproxy[912]: 10.3.0.2:40001 [11/Mar/2026:10:40:00.000] fe_rpc/1: Connection closed during SSL handshake
Mar 11 10:40:02 lb1 haproxy[912]: 10.7.0.9:51200 [11/Mar/2026:10:40:02.110] fe_rpc~ be_rpc/s1 0/0/1/4/5 200 310 - - ---- 4/4/1/1/0 0/0 "POST https://kv.example/kv.v1.KV/Get HTTP/2.0"
Mar 11 10:40:05 lb1 haproxy[912]: 10.3.0.2:40007 [11/Mar/2026:10:40:05.000] fe_rpc/1: Connection closed during SSL handshake
Mar 11 10:40:07 lb1 haproxy[912]: 10.7.0.9:51200 [11/Mar/2026:10:40:07.110] fe_rpc~ be_rpc/s1 0/0/1/4/5 200 310 - - ---- 4/4/1/1/0 0/0 "POST https://kv.example/kv.v1.KV/Get HTTP/2.0"`,
  ],
])("%s: visitors", ([, text]) => {
  expect(told(text)).toEqual(["healthy", "port-opened-and-closed", false]);
});

test.for<readonly [boolean, string]>([
  [true, "Handshake with 198.51.100.77:51200 failed: EOF"],
  [true, "closed by peer from=10.0.0.2:33100 tls: EOF"],
  [true, "peer: 10.0.0.2:60999 tls handshake: EOF"],
  [true, 'addr="10.0.0.2:65000" tls handshake: EOF'],
  [true, "remote_addr=[fe80::1]:40000 tls handshake: EOF"],
  [false, "Handshake with 198.51.100.77:8443 failed: EOF"],
  [false, "Handshake failed: EOF"],
])("a peer whose port is a client's is a visitor, %s: %s", ([isVisitor, line]) => {
  expect(explained(`${line}\n${served}`).tells === "healthy").toBe(isVisitor);
});

test("visitors beside an error that names a cause", () => {
  const [, code] = told(
    `http: TLS handshake error from 10.0.0.7:51122: EOF
http: TLS handshake error from 10.0.4.4:51122: remote error: tls: unknown certificate authority
${served}`,
  );
  expect(code).toBe("unknown-ca");
});

test.for<readonly [string, string]>([
  [
    "a load generator's zeros",
    "Status code distribution:\n  [OK]            200000 responses\n\nErrors: connection refused: 0, deadline exceeded: 0, TLS handshake failures: 0, resets: 0",
  ],
  [
    "a file of authorities that is not needed",
    `WARN open /etc/kv/ca.pem: no such file or directory, falling back to system roots\n${served}`,
  ],
  [
    "a dial that was given up, before an API server's caches",
    `W0321 09:00:37.612463 1 logging.go:59] [core] [Channel #3 SubChannel #4] grpc: addrConn.createTransport failed to connect to {Addr: "127.0.0.1:2379"}. Err: connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:2379: operation was canceled"\nI0321 09:00:39.512463 1 cache.go:39] Caches are synced for AvailableConditionController controller`,
  ],
  [
    "a plugin's end after the work",
    'Destroy complete! Resources: 3 destroyed.\n[DEBUG] provider.stdio: received EOF, stopping recv loop: err="rpc error: code = Canceled desc = context canceled"',
  ],
  [
    "a probe that succeeded",
    'level=debug msg="connection closed: context canceled"\nlevel=info msg="Probe succeeded"',
  ],
  [
    "a connection of a server that was told to stop",
    "May 01 10:00:00 h kv[811]: received SIGTERM, shutting down\nMay 01 10:00:00 h kv[811]: http2: server connection error from 10.0.0.9:51022: connection reset by peer\nMay 01 10:00:01 h systemd[1]: kv.service: Deactivated successfully.",
  ],
  [
    "a failure that a playbook ignores",
    'TASK [wait for the old server] ****\nfatal: [kv1]: FAILED! => {"msg": "dial tcp 10.0.0.3:50051: connect: connection refused"}\n...ignoring\nPLAY RECAP ****\nkv1 : ok=14   changed=3    unreachable=0    failed=0    skipped=1    rescued=0    ignored=1',
  ],
  [
    "what tests of pytest's provoke",
    "tests/test_tls.py::test_expired PASSED\n----- Captured stderr call -----\nHandshake failed with error SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: certificate has expired\n===== 2 passed, 1 warning in 0.41s =====\nstatus=200",
  ],
  ["zeros before their words", `0 connection refused, 0 broken pipe\n${served}`],
  ["a zero behind what is counted", `errors: 0 connection refused\n${served}`],
  ["a zero at the end", `${served}\nconnection refused: 0`],
  ["what is ignored", `ignored connection refused\n${served}`],
  ["who ignores", `the client ignores connection refused\n${served}`],
  ["what is being ignored", `ignoring connection refused until it is up\n${served}`],
  [
    "JSSE's lists of what it leaves out",
    "javax.net.ssl|DEBUG|10|main|2026-02-03 11:00:00.020 CET|HandshakeContext.java:298|Ignore unsupported cipher suite: TLS_AES_256_GCM_SHA384 for TLSv1.2\nstatus=200",
  ],
  ["an apply of Terraform's", "Apply complete! Resources: 1 added, 0 changed, 0 destroyed."],
  ["s_client's end", "Verification: OK\nVerify return code: 0 (ok)"],
  ["a finished call", '{"level":"info","msg":"finished call","grpc.code":"OK","error":null}'],
  ["an access log", '10.0.0.8 - - [01/Apr/2026:03:05:10 +0000] "POST /kv.KV/Get HTTP/2.0" 200 42'],
])("%s: healthy", ([, text]) => {
  expect(told(text)).toEqual(["healthy", "undiagnosed", false]);
});

/** Neighbours: what says that all goes well does not stand for what fails. */
test.for<readonly [string, string, string]>([
  [
    "visitors alone",
    "cause",
    "2026/04/01 02:40:19 http: TLS handshake error from 185.191.171.5:41222: EOF",
  ],
  [
    "a failure of a playbook",
    "cause",
    'TASK [deploy] ****\nok: [kv1]\nTASK [wait] ****\nfatal: [kv1]: FAILED! => {"msg": "dial tcp 10.0.0.3:50051: connect: connection refused"}',
  ],
  [
    "a run of pytest's with a failure",
    "cause",
    "tests/test_tls.py::test_expired PASSED\nE   x509: certificate has expired or is not yet valid: current time 2026-05-20T01:00:03Z is after 2026-05-19T00:00:00Z\n===== 1 failed, 1 passed in 0.41s =====",
  ],
  ["an error that is not understood, at the end", "nothing", `${served}\nERROR the store is full`],
  ["a count of more than none", "cause", "[OK] 20 responses\nErrors: connection refused: 10"],
  [
    "a failure beside calls that are served",
    "cause",
    `${served}\nrpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:443: connect: connection refused"`,
  ],
  [
    "another party's plaintext",
    "cause",
    `2026/04/01 02:40:19 http: TLS handshake error from 185.191.171.5:41222: client sent an HTTP request to an HTTPS server\n${served}`,
  ],
])("%s is not called healthy", ([, tells, text]) => {
  expect(told(text)[0]).toBe(tells);
});

test("the lines that say so are shown, and nothing is to be looked for", () => {
  const said = explanationText(explained(`starting\n${served}\n`));
  expect(said).toBe(
    `This log looks healthy: no failure is known in what was read, and it says that all goes well.\n   line 2: ${served}\n`,
  );
});

const oldDigest =
  "Error: error:0308010C:digital envelope routines::unsupported\n  code: 'ERR_OSSL_EVP_UNSUPPORTED'";

test("a failure that is none of a connection is named", () => {
  expect(told(oldDigest)).toEqual(["other", "undiagnosed", false]);
  expect(explanationText(explained(oldDigest))).toMatch(
    /^No failure of a connection: the program asks OpenSSL for an old digest or cipher/,
  );
  expect(told("error:1E08010C:DECODER routines::unsupported")).toEqual([
    "cause",
    "key-not-loadable",
    true,
  ]);
});

const several = `2026-05-20T01:00:00Z ERROR mail: dial tcp: lookup smtp.example on 10.96.0.10:53: no such host
2026-05-20T01:00:02Z ERROR store: FATAL: password authentication failed for user "kv" (SQLSTATE 28P01)
2026-05-20T01:00:03Z ERROR billing: rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-05-20T01:00:03Z is after 2026-05-19T00:00:00Z"`;

test("components that fail each for a cause of its own are each named", () => {
  const { tells, diagnosis, besides } = explained(several);
  expect(tells).toBe("several");
  expect(diagnosis.causes.map(({ code, decided }) => [code, decided])).toEqual([
    ["name-not-resolved", true],
    ["certificate-expired", true],
  ]);
  expect(besides.map(({ quote }) => quote.at?.line)).toEqual([2]);
});

test("of one component, a later handshake overtakes a dial", () => {
  const { tells, diagnosis } = explained(several.replaceAll(/(?:mail|store|billing): /g, "kv: "));
  expect(tells).toBe("cause");
  expect(diagnosis.causes.map(({ code, decided }) => [code, decided])).toEqual([
    ["certificate-expired", true],
    ["name-not-resolved", false],
  ]);
});

test.for(["Daprd shutdown gracefully", "server shut down complete", "kv gracefully stopped"])(
  "a program that stops in order gives its calls up, and ends with %j",
  (end) => {
    const stopping = (failed: string) =>
      `10:01:02 INFO Received signal 'terminated'; beginning shutdown\n10:01:02 WARN stream ended: rpc error: ${failed}\n10:01:02 INFO ${end}`;
    expect(told(stopping("code = Canceled desc = context canceled"))[0]).toBe("healthy");
    expect(told(stopping("code = Unavailable desc = x509: certificate has expired"))[0]).toBe(
      "cause",
    );
  },
);
