import type { CauseKnowledge } from "../cause-knowledge.ts";

export const targetUnusable: CauseKnowledge = {
  summary: "The client's target is no address that its library understands, so nothing is dialled.",
  sides: ["client"],
  toBeSure:
    "Print the target as the library gets it, quotes and line ends included. gRPC wants `host:port`, `dns:///host:port`, `unix:/path`, `ipv4:…`: a URL such as `https://host:443/path` is not one (tonic and .NET want a URL).",
  clause: "gRPC Name Resolution, doc/naming.md",
  check: { at: "endpoint", look: null },
  fix: {
    any: "write the target as the library wants it: for most of them host:port, without https://",
    go: 'grpc.NewClient("host:443", …) without https://; "unix:///run/kv.sock"',
    python: 'grpc.secure_channel("host:443", …) without https://',
    node: 'new Client("host:443", …) without https://',
    java: 'Grpc.newChannelBuilder("host:443", …), or newChannelBuilderForAddress(host, port, …)',
    rust: 'Channel::from_shared("https://host:443")? with its scheme',
    dotnet: 'GrpcChannel.ForAddress("https://host:443") with its scheme',
  },
};
