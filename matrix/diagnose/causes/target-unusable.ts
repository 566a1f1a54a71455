import type { About } from "../about.ts";
import { clientTexts, type Rule } from "../rule.ts";
import { factsIn } from "../said.ts";

const about: About = {
  summary: "The client's target is no address that its library understands, so nothing is dialled.",
  sides: ["client"],
  toBeSure:
    "Print the target as the library gets it, quotes and line ends included. gRPC wants `host:port`, `dns:///host:port`, `unix:/path`, `ipv4:…`: a URL such as `https://host:443/path` is not one (tonic and .NET want a URL).",
  fix: {
    go: 'grpc.NewClient("host:443", …) without https://; "unix:///run/kv.sock"',
    python: 'grpc.secure_channel("host:443", …) without https://',
    node: 'new Client("host:443", …) without https://',
    java: 'Grpc.newChannelBuilder("host:443", …), or newChannelBuilderForAddress(host, port, …)',
    rust: 'Channel::from_shared("https://host:443")? with its scheme',
    dotnet: 'GrpcChannel.ForAddress("https://host:443") with its scheme',
  },
};

/** The client's library refuses the target before it dials. */
export const targetUnusable: Rule = {
  code: "target-unusable",
  clause: "gRPC Name Resolution, doc/naming.md",
  about,
  diagnose: ({ evidence }) => {
    if (evidence.connections.length > 0) return undefined;
    const said = factsIn(clientTexts(evidence)).find(({ fact }) => fact.fact === "target-unusable");
    if (!said) return undefined;
    return {
      side: "client",
      decided: true,
      sentence: "The client's library does not understand the target that it was given.",
      matched: [
        { by: "client", text: said.quote.slice(0, 300) },
        { by: "orchestrator", text: "no connection arrived at the address" },
      ],
      remedy: "give it a target in the form of its library",
    };
  },
};
