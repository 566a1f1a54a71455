import { expect, test } from "vitest";

import { proxyStates, type UpstreamFault, upstreamFaults } from "../knowledge/upstream-faults.ts";
import { connection } from "../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../tooling/test/http2.ts";
import { found, symptoms } from "../tooling/test/symptoms.ts";

const reset = "upstream connect error or disconnect/reset before headers. reset reason: ";
const failed = `${reset}remote connection failure, transport failure reason: `;

/** What Envoy puts into grpc-message. */
test.for<readonly [message: string, UpstreamFault["code"], UpstreamFault["decided"]]>([
  [
    `${failed}TLS_error:|268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:TLS_error_end`,
    "upstream-certificate-rejected",
    true,
  ],
  [`${failed}verify cert failed: verify SAN list`, "upstream-certificate-rejected", true],
  [
    `${failed}TLS_error:|268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end`,
    "upstream-protocol-mismatch",
    true,
  ],
  [`${reset}protocol error`, "upstream-protocol-mismatch", true],
  [`${reset}connection termination`, "upstream-protocol-mismatch", false],
  ["no healthy upstream", "upstream-unreachable", true],
  [`${failed}delayed connect error: Connection refused`, "upstream-unreachable", true],
  [`${failed}delayed connect error: 111`, "upstream-unreachable", true],
  [`${reset}remote connection failure`, "upstream-unreachable", false],
  [`${reset}local connection failure`, "upstream-unreachable", false],
  ["upstream request timeout", "upstream-timeout", true],
  [`${reset}connection timeout`, "upstream-timeout", true],
])("%s", ([message, code, decided]) => {
  expect(upstreamFaults.find(({ pattern }) => pattern.test(message))).toMatchObject({
    code,
    decided,
  });
});

/** As headers, JSON and logs quote them. */
test.for<readonly [text: string, code: UpstreamFault["code"] | undefined]>([
  ["x-envoy-response-flags: UH", "upstream-unreachable"],
  ['{"response_code":503,"response_flags":"UF,URX"}', "upstream-unreachable"],
  ["response_flags=URX,UT", "upstream-timeout"],
  ["response-flags: UPE", "upstream-protocol-mismatch"],
  ["response_flags: UC", "upstream-protocol-mismatch"],
  ["x-termination-state: SC--", "upstream-unreachable"],
  ["termination_state=sC--", "upstream-unreachable"],
  ["termination_state=sH--", "upstream-timeout"],
  ["termination_state=SH--", "upstream-protocol-mismatch"],
  ['"termination_state": "PH--"', "upstream-protocol-mismatch"],
  ["response-flags: -", undefined],
  ["response_flags: UFO", undefined],
  ["termination-state: --", undefined],
  ["the SC team; UH is a flag", undefined],
])("%s", ([text, code]) => {
  expect(proxyStates.find(({ pattern }) => pattern.test(text))?.code).toBe(code);
});

test.for<readonly [message: string, UpstreamFault["code"], remedy: RegExp]>([
  ["no healthy upstream", "upstream-unreachable", /^start the server behind the proxy/],
  [`${reset}protocol error`, "upstream-protocol-mismatch", /^let proxy and server speak the same/],
  [
    `${failed}verify cert failed: verify SAN list`,
    "upstream-certificate-rejected",
    /^give the proxy the CA certificate/,
  ],
  ["upstream request timeout", "upstream-timeout", /^look where the server waits/],
])("a proxy that answers %s: what to do", ([grpcMessage, code, remedy]) => {
  const headers = [headerBlock({ status: "200", grpcStatus: "14", grpcMessage })];
  const http2 = http2Facts({ server: http2Side({ headers }) });
  const connections = [connection({ wire: { ...connection().wire, http2 } })];
  const cause = found(code, symptoms("rpc", { connections }, { mode: "none" }));
  expect(cause).toMatchObject({ side: "between" });
  expect(cause?.remedy).toMatch(remedy);
});
