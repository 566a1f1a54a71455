import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const gist = (text: string) => {
  const { causes, determinable } = explain([{ name: "-", text }]).diagnosis;
  return [causes[0]?.code, determinable];
};

/** Texts that nobody printed: the cause in them has not happened. */
test.for<readonly [string, string]>([
  ["a setting", "keepalive timeout: 20s"],
  ["a format verb", 'return fmt.Errorf("tls: failed to parse private key: %w", err)'],
  [
    "grep's output",
    'conn.go:1021:	return errors.New("tls: first record does not look like a TLS handshake")',
  ],
  ["a diff", '-	err = "certificate has expired"'],
  ["an assertion", 'got nil, want error containing "certificate signed by unknown authority"'],
  ["a test that passes", "✓ rejects a peer: certificate has expired (5 ms)"],
  ["a hint", "Possible reasons:\n  * connection refused\n  * certificate has expired"],
  [
    "literals below a whole record",
    '{"level":"error","msg":"retry policy loaded with these texts, which are held against errors of the peer"}\n"x509: certificate has expired",\n"connection refused",',
  ],
  [
    "literals below a full line",
    'panic: the table of known texts could not be compiled, look at the rows in texts_test.go from line 40\n"x509: certificate has expired",\n"connection refused",',
  ],
  [
    "a program below a full line",
    'panic: the table of known texts could not be compiled, look at the rows in texts_test.go from line 40\nexpired = "x509: certificate has expired",',
  ],
  [
    "the dates of a chain as s_client lists it",
    "   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256\n   v:NotBefore: Sep 17 17:12:37 2026 GMT; NotAfter: Sep 17 17:12:37 2027 GMT\nVerify return code: 0 (ok)",
  ],
  [
    "a plugin's normal end",
    "[DEBUG] plugin process exited: plugin=./kv id=12\nApply complete! Resources: 1 added",
  ],
])("%s: %s", ([, text]) => {
  expect(gist(text)).toEqual(["undiagnosed", false]);
});

/** Somebody tells of a cause, or guesses it: it may have happened. */
test.for<readonly [string, string]>([
  ["a guess", "Maybe the x509: certificate has expired?"],
  ["a question", "Could it be a certificate signed by unknown authority?"],
  ["a denial", "It is not a connection refused, we checked."],
  ["what is over", "The certificate has expired last week and was renewed."],
  [
    "nginx's configuration",
    "ssl_verify_client on; # client certificate required, else 400 No required SSL certificate was sent",
  ],
  ["a comment", "# CERTIFICATE_VERIFY_FAILED means that the root is missing"],
  ["a change log", '- fix: retry when "x509: certificate has expired" is returned'],
  ["a commit", "fix(client): explain `connection refused` better"],
  ["a condition", "If the server is down you would see connection refused here."],
])("%s is heard, and decides nothing: %s", ([, text]) => {
  const [code, decided] = gist(text);
  expect(code).not.toBe("undiagnosed");
  expect(decided).toBe(false);
});

/** Somebody tells what was printed: a candidate, if nothing better stands beside it. */
test("a quotation inside a sentence decides nothing", () => {
  expect(
    gist(
      'Calls end with "x509: certificate relies on legacy Common Name field, use SANs instead" since Monday',
    ),
  ).toEqual(["no-subject-alt-name", false]);
});

/** What a process says in the form of source code, or of a list. */
test.for<readonly [string, string, string]>([
  [
    "behind the place in the source that Go's logger adds",
    "2026/01/01 10:00:00 main.go:42: could not greet: dial tcp 10.0.0.1:443: connect: connection refused",
    "connection-refused",
  ],
  [
    "in Ruby's list of calls",
    "/gems/grpc/active_call.rb:29:in `check_status': 14:connect: Connection refused (GRPC::Unavailable)",
    "connection-refused",
  ],
  [
    "as Terraform 0.11 lists errors",
    "* provider.kv: Unrecognized remote plugin message: 2|unix|/tmp/tf-plugin903318274",
    "protocol-version-mismatch",
  ],
  [
    "as nginx does of its configuration",
    'nginx: [emerg] SSL_CTX_use_PrivateKey("/etc/nginx/kv.key") failed (SSL: error:05800074:x509 certificate routines::key values mismatch)',
    "key-not-loadable",
  ],
  [
    "beside what Envoy separates by bars",
    '"POST /kv.KV/Get HTTP/2" 200 UF "-" "delayed connect error: 111" 5 0 41 - "kv:50051" outbound|50051||kv.svc',
    "upstream-unreachable",
  ],
])("a process speaks %s", ([, text, code]) => {
  expect(gist(text)).toEqual([code, true]);
});

test.for([
  "kv.go:42:	return dial tcp 10.0.0.1:443: connect: connection refused",
  "- kv/client: connection refused is retried from now on",
])("nobody reports with %j", (text) => {
  expect(gist(text)[1]).toBe(false);
});

test("a list of reasons after the error does not outrank it", () => {
  expect(
    gist(`Error: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:443: connect: connection refused"
This can happen if:
 - the certificate has expired
 - tls: first record does not look like a TLS handshake`),
  ).toEqual(["connection-refused", true]);
});

test.for(["kv-1  | ", "2026-11-21T10:00:00.000Z ", "[ERROR] ", "Nov 21 10:00:00 host kv[7]: "])(
  "what stands before every line (%j) makes no event of a hint or a change log",
  (prefix) => {
    const told =
      'Hint:\n  - the certificate has expired\n- fix: retry when "connection refused" is returned';
    expect(gist(told.replace(/^/gm, prefix))).toEqual(["undiagnosed", false]);
  },
);

test("a line of a scan beside an error chain is noise", () => {
  const [first, ...others] = explain([
    {
      name: "-",
      text: `10.9.9.9 - - [21/Nov/2026:10:00:00 +0000] "\\x16\\x03\\x01\\x00" 400 157 "-" "-"
rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: x509: certificate relies on legacy Common Name field, use SANs instead"`,
    },
  ]).diagnosis.causes;
  expect(first?.code).toBe("no-subject-alt-name");
  expect(others.every(({ decided }) => !decided)).toBe(true);
});

test("an early refusal is overtaken by a later handshake", () => {
  expect(
    gist(`dial tcp 10.0.0.1:443: connect: connection refused
transport: authentication handshake failed: x509: certificate signed by unknown authority`),
  ).toEqual(["unknown-ca", false]);
});

/** Here no text that is known has `desc` in it: the rest of it looks like what a program names. */
test.for(["", "c", "sc", "esc"])("a mail's program broke `desc` before `%s =`", (rest) => {
  const whole = String.raw`grpc: Server.Serve failed to create ServerTransport: connection error: desc = "transport: http2Server.HandleStreams received bogus greeting from client: \"\\x16\\x03\\x01\""`;
  const columns = whole.indexOf(`${rest} = "`);
  const lines = whole.match(new RegExp(`.{1,${columns}}`, "g")) ?? [];
  expect(gist(lines.map((line) => `> ${line}`).join("\n"))).toEqual(gist(whole));
});
