import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const remedyOf = (text: string): string =>
  explain([{ name: "-", text }]).diagnosis.causes[0]?.remedy ?? "";

const inGo =
  'rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: ';
const expired =
  "tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-05-20T01:00:03Z is after 2026-05-19T00:00:00Z";
const distrusted =
  "tls: failed to verify certificate: x509: certificate signed by unknown authority";
const selfSigned =
  "failed to connect to all addresses; last error: UNKNOWN: ipv4:10.77.3.8:443: Ssl handshake failed (TSI_PROTOCOL_FAILURE): SSL_ERROR_SSL: error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED: self signed certificate in certificate chain";

test.for([
  ["the library that printed it", `${inGo}${distrusted}"`, "with grpc-go: "],
  [
    "the library whose traceback it is",
    `grpc._channel._InactiveRpcError: <_InactiveRpcError of RPC that terminated with:\n\tstatus = StatusCode.UNAVAILABLE\n\tdetails = "${selfSigned}"\n\tdebug_error_string = "UNKNOWN: ${selfSigned}"\n>`,
    "with grpcio: ",
  ],
  [
    "the library that has the other's text in its own",
    "Error: 14 UNAVAILABLE: No connection established. Last error: Error: unable to verify the first certificate",
    "with grpc-js: ",
  ],
  [
    "the library whose status it is",
    `status = StatusCode.UNAVAILABLE\n\tdetails = "${selfSigned}"`,
    "with grpcio: ",
  ],
  [
    "the library whose program it is",
    `client.py:88 ERROR get failed: ${selfSigned}`,
    "with grpcio: ",
  ],
  [
    "tonic",
    'Status { code: Unavailable, message: "transport error", source: Some(tonic::transport::Error(Transport, ConnectError(Custom { kind: InvalidData, error: InvalidCertificate(UnknownIssuer) }))) }',
    "with tonic: ",
  ],
  [
    "grpc-java",
    "io.grpc.StatusRuntimeException: UNAVAILABLE: io exception\nCaused by: javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
    "with grpc-java: ",
  ],
  [
    "go-plugin",
    "Error: Incompatible API version with plugin. Plugin version: 5, Client versions: [6]",
    "with go-plugin: ",
  ],
  [
    "nginx",
    "[error] 31#31: *1 upstream SSL certificate verify error: (20:unable to get local issuer certificate) while SSL handshaking to upstream, client: 10.1.1.77",
    "with nginx: ",
  ],
  [
    "Envoy",
    "upstream connect error or disconnect/reset before headers. reset reason: remote connection failure, transport failure reason: TLS_error:|268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:TLS_error_end",
    "with Envoy: ",
  ],
  [
    "HAProxy",
    'Server be_rpc/s1 is DOWN, reason: Layer6 invalid response, info: "SSL handshake failure"',
    "with HAProxy: ",
  ],
  ["no language of gRPC core that does not show", selfSigned, null],
  [
    "no Python where gRPC core speaks for Ruby",
    `14:${selfSigned}. debug_error_string:{UNKNOWN:${selfSigned}} (GRPC::Unavailable)`,
    null,
  ],
  [
    "no library of a program that is made with Go",
    `Get "https://10.0.0.1:6443/api": ${distrusted}`,
    null,
  ],
  [
    "no library of a program that is made with Node",
    "npm error code UNABLE_TO_GET_ISSUER_CERT_LOCALLY\nnpm error request to https://registry.example/x failed, reason: unable to get local issuer certificate",
    null,
  ],
  ["no client's settings where the server has to be changed", `${inGo}${expired}"`, null],
] as const)("the remedy names %s", ([, text, named]) => {
  const remedy = remedyOf(text);
  expect(remedy).not.toBe("");
  if (named === null) expect(remedy).not.toContain("; with ");
  else expect(remedy).toContain(`; ${named}`);
});
