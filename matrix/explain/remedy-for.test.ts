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
  ["no language of gRPC core that does not show", selfSigned, null],
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
