import type { ClientStack } from "../client-stack.ts";
import { cpp } from "./cpp.ts";

/** Debian's grpcio: gRPC's core on OpenSSL, with the credentials that grpc.ssl_channel_credentials makes. */
export const pythonDebian: ClientStack = {
  ...cpp,
  hello: { ...cpp.hello, version: "grpcio 1.51.1 of Debian 12, OpenSSL 3.0" },
  verifier: {
    ...cpp.verifier,
    source:
      "grpcio 1.51.1 on OpenSSL 3.0.22 run with one fault and with two; order: as OpenSSL's, with the names at the end",
    wildcardOfOneLabel: "refused",
  },
  reply: { ...cpp.reply, source: "grpcio 1.51.1 run" },
};
