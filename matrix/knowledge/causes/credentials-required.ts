import type { CauseKnowledge } from "../cause-knowledge.ts";

export const credentialsRequired: CauseKnowledge = {
  summary: "The endpoint works, and wants credentials that the call does not carry.",
  sides: ["client", "server"],
  toBeSure:
    "The answer is UNAUTHENTICATED, or HTTP 401 with `www-authenticate`. The same call with a token passes: `grpcurl -H 'authorization: Bearer <token>'`.",
  clause: "gRPC status codes: UNAUTHENTICATED (16); RFC 9110 section 15.5.2",
  check: { at: "endpoint", look: "grpc-message, or www-authenticate of the answer" },
  fix: {
    any: "send the token as metadata of the call; credentials of calls need TLS",
    go: "grpc.WithPerRPCCredentials(oauth.TokenSource{…})",
    python:
      "grpc.composite_channel_credentials(channel, grpc.access_token_call_credentials(token))",
    node: "credentials.combineChannelCredentials(channel, credentials.createFromMetadataGenerator(…))",
    java: "stub.withCallCredentials(…)",
    rust: "an Interceptor that inserts authorization into request.metadata_mut()",
  },
};
