import { describe, expect, test } from "vitest";
import { explain } from "./explain.ts";

const diagnosisOf = (text: string) => explain([{ name: "-", text }]).diagnosis;
const codesOf = (text: string) => diagnosisOf(text).causes.map(({ code }) => code);

describe("curl is given h2, and the gRPC client nothing", () => {
  const grpc =
    "UNAVAILABLE: ipv4:203.0.113.9:443: Cannot check peer: missing selected ALPN property.";

  test("two addresses: two peers", () => {
    const text = `*   Trying 198.51.100.7:443...
* Connected to api.example.com (198.51.100.7) port 443 (#0)
* ALPN: server accepted h2
${grpc}`;
    const { causes, nextCheck } = diagnosisOf(text);
    expect(causes[0]?.code).toBe("wrong-endpoint");
    expect(causes[0]?.sentence).toBe(
      "The tool that works reached 198.51.100.7, the client 203.0.113.9: two different peers.",
    );
    expect(causes.map(({ code }) => code)).toContain("alpn-not-negotiated");
    expect(nextCheck).toMatch(/^handshake-matrix probe 203\.0\.113\.9:443/);
  });

  test("no address, but the ALPN of one of them: not the same peer", () => {
    expect(codesOf(`ALPN protocol: h2\n${grpc.replace("ipv4:203.0.113.9:443: ", "")}`)[0]).toBe(
      "wrong-endpoint",
    );
  });

  test("s_client without -alpn always says that none was negotiated", () => {
    expect(codesOf("CONNECTED(00000003)\nNo ALPN negotiated\nVerify return code: 0 (ok)")).toEqual([
      "undiagnosed",
    ]);
  });
});

test("the frame header looked like HTTP/1.1: the peer, or which peer", () => {
  const text =
    'connection error: desc = "error reading server preface: http2: failed reading the frame payload: %!w(<nil>), note that the frame header looked like an HTTP/1.1 header"';
  const { causes, determinable, nextCheck } = diagnosisOf(text);
  expect(determinable).toBe(false);
  expect(causes.slice(0, 2).map(({ code }) => code)).toEqual([
    "peer-speaks-http1",
    "wrong-endpoint",
  ]);
  expect(nextCheck).toContain("what the port answers to an HTTP/1.1 request");
});

describe("nginx refused the preface", () => {
  const client = "UNAVAILABLE: Trying to connect an http1.x server (HTTP status 400)";
  const refused = '10.0.0.2 - - [21/Nov/2026:10:00:00 +0000] "PRI * HTTP/2.0" 400 157 "-" "-"';

  test("its access log decides: it speaks HTTP/1 there", () => {
    const { causes, determinable } = diagnosisOf(`${client}\n${refused}`);
    expect(determinable).toBe(true);
    expect(causes[0]).toMatchObject({ code: "peer-speaks-http1", side: "between" });
  });

  test("unless it says that plaintext came to its TLS port", () => {
    const said = `${refused}\n2026/11/21 10:00:00 [info] 7#7: *1 client sent plain HTTP request to HTTPS port while reading client request headers, client: 10.0.0.2, server: _`;
    expect(codesOf(said)).toEqual(["plaintext-client-to-tls-port"]);
  });
});

test("a report that blames P-384 is answered with P-521", () => {
  const { causes } = diagnosisOf(`UNAVAILABLE: Handshake read failed (Socket closed)
grpcio is limited to P-384, AutoMTLS cannot work`);
  expect(causes[0]?.code).toBe("signature-scheme-not-offered");
  expect(causes[0]?.sentence).toContain("P-521");
});

test("no ALPN behind a terminator is not decided by the client's word", () => {
  const { causes, determinable } = diagnosisOf(
    "UNKNOWN: Cannot check peer: missing selected ALPN property.",
  );
  expect([causes[0]?.code, causes[0]?.side, determinable]).toEqual([
    "alpn-not-negotiated",
    "server",
    false,
  ]);
});

test("an issuer that is known to intercept decides", () => {
  const { causes, determinable } =
    diagnosisOf(`error: CERTIFICATE_VERIFY_FAILED: self signed certificate in certificate chain
 1 s:CN=api.example.com
   i:C=US, O=Zscaler Inc., CN=Zscaler Intermediate Root CA`);
  expect([causes[0]?.code, determinable]).toEqual(["tls-interception", true]);
});

test("an idle connection that was lost after a pause", () => {
  const { causes } = diagnosisOf(`10:00:01 put ok
10:15:02 call failed: error reading from server: read tcp 10.0.0.1:40000->10.0.0.2:443: read: connection reset by peer`);
  expect(causes[0]?.code).toBe("idle-drop");
});

test("a decimal length that is text", () => {
  expect(codesOf("grpc: received message larger than max (1213486160 vs. 4194304)")[0]).toBe(
    "peer-speaks-http1",
  );
  expect(codesOf("Received message larger than max (1752460652 vs 4194304)")[0]).toBe(
    "http-status-from-intermediary",
  );
  expect(codesOf("grpc: received message larger than max (4194305 vs. 4194304)")).toEqual([
    "message-too-large",
  ]);
});

test.for<readonly [string, string, string]>([
  ["in one log", "Error: 13 INTERNAL: Received HTTP status code 400", "-"],
  [
    "in the log of another process",
    'rpc error: code = Internal desc = unexpected HTTP status code received from server: 400 (Bad Request); transport: received unexpected content-type "text/html"',
    "nginx",
  ],
])(
  "a status 400 of nginx's is explained by the certificate that it misses, %s",
  ([, client, of]) => {
    const proxy =
      '2026/11/29 21:06:12 [info] 7#7: *20 client sent no required SSL certificate while reading client request headers, client: 10.0.0.2, server: , request: "POST /kv.KV/Get HTTP/2.0", host: "kv"';
    const sources =
      of === "-"
        ? [{ name: "-", text: `${client}\n${proxy}` }]
        : [
            { name: "client", text: client },
            { name: of, text: proxy },
          ];
    expect(explain(sources).diagnosis.causes.map(({ code }) => code)).toEqual([
      "client-certificate-missing",
      "client-certificate-withheld",
    ]);
  },
);
