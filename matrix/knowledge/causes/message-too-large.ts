import type { CauseKnowledge } from "../cause-knowledge.ts";

export const messageTooLarge: CauseKnowledge = {
  summary: "A message is larger than the side that receives it allows (4 MiB by default).",
  sides: ["client", "server", "between"],
  toBeSure:
    "The text has both numbers: size against limit. A size such as 1752460652 is no size but letters (`html`): the peer is no gRPC server. A limit of 4 is a wrong unit.",
  clause: "gRPC status codes: RESOURCE_EXHAUSTED (8)",
  check: { at: "endpoint", look: null },
  fix: {
    any: "send less at once: stream or page",
    go: "client: grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(n)); server: grpc.MaxRecvMsgSize(n)",
    python: 'options=[("grpc.max_receive_message_length", n)] on the receiving side',
    node: '{"grpc.max_receive_message_length": n} on the receiving side',
    java: "maxInboundMessageSize(n) of channel or server builder",
    rust: "Client::new(channel).max_decoding_message_size(n), the same on the server",
    dotnet:
      "GrpcChannelOptions.MaxReceiveMessageSize; services.AddGrpc(o => o.MaxReceiveMessageSize = n)",
    nginx: "client_max_body_size 0; (413 is what clients see)",
  },
};
