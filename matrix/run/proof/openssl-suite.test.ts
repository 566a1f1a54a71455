import { createSecureContext } from "node:tls";
import { expect, test } from "vitest";
import { opensslSuite } from "./openssl-suite.ts";

test.for([
  ["TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"],
  ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256"],
  ["TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-CHACHA20-POLY1305"],
  ["TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "ECDHE-ECDSA-AES256-SHA384"],
  ["TLS_RSA_WITH_AES_128_CBC_SHA", "AES128-SHA"],
  ["TLS_RSA_WITH_AES_256_GCM_SHA384", "AES256-GCM-SHA384"],
  ["TLS_ECDHE_ECDSA_WITH_AES_128_CCM", "ECDHE-ECDSA-AES128-CCM"],
  ["TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", "ECDHE-ECDSA-AES128-CCM8"],
  ["TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256", "ECDHE-RSA-CAMELLIA128-SHA256"],
] as const)("%s is %s, which this OpenSSL has", ([iana, openssl]) => {
  expect(opensslSuite(iana)).toBe(openssl);
  expect(() => createSecureContext({ ciphers: `${openssl}:AES128-SHA:@SECLEVEL=0` })).not.toThrow();
});

test.for(["0xc0ff", "", "GREASE", "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"])("%j has none", (name) => {
  expect(opensslSuite(name)).toBeUndefined();
});
