import type { CauseKnowledge } from "../cause-knowledge.ts";

export const messageEncodingUnsupported: CauseKnowledge = {
  summary: "A message is compressed in a way that the side that receives it cannot read.",
  sides: ["server", "client"],
  toBeSure:
    "The reply's grpc-encoding against the call's grpc-accept-encoding. With the server's compression off the same call passes.",
  clause: "gRPC Compression, Compression Method Asymmetry",
  check: {
    at: "endpoint",
    look: "grpc-encoding of the reply, and whether the client accepts it (grpc-accept-encoding)",
  },
  fix: {
    any: "compress only as the call's grpc-accept-encoding allows",
    go: 'import _ "google.golang.org/grpc/encoding/gzip" in the client',
    rust: "Client::new(channel).accept_compressed(CompressionEncoding::Gzip), with tonic's feature gzip",
    dotnet: "GrpcChannelOptions.CompressionProviders",
  },
};
