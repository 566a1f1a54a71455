import { expect, test } from "vitest";
import { serverHello } from "../tooling/test/evidence.ts";
import { prohibitedIn } from "./prohibited-suite.ts";

/** RFC 9113, appendix A. */
test.for<readonly [version: string, cipherSuite: string, prohibited: string | null]>([
  ["1.3", "TLS_AES_128_GCM_SHA256", null],
  ["1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", null],
  ["1.2", "TLS_DHE_RSA_WITH_AES_256_CCM", null],
  ["1.2", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", null],
  ["1.2", "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"],
  ["1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"],
  ["1.1", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS 1.1"],
])("%s with %s", ([version, cipherSuite, prohibited]) => {
  expect(prohibitedIn(serverHello({ version, cipherSuite }))).toBe(prohibited);
});
