import type { ClientStack } from "../client-stack.ts";
import { go } from "./go.ts";
import { aesGcm, ofEcdhe } from "./shared-lists.ts";

/** grpc-go on crypto/tls, built with Go's FIPS 140-3 module. */
export const goFips: ClientStack = {
  ...go,
  hello: {
    ...go.hello,
    version: "grpc-go 1.85, go 1.26 with FIPS 140-3 module v1.0.0",
    groups: go.hello.groups.filter((name) => name !== "x25519"),
    cipherSuites: ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", ...ofEcdhe(aesGcm)],
  },
  verifier: {
    ...go.verifier,
    source: "grpc-go 1.85 on Go 1.26.8 with GOFIPS140=v1.0.0 run; order: as go's",
    lesserFaults: { ...go.verifier.lesserFaults, "weak-key": "all" },
  },
};
