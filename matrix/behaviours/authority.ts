import type { Behaviour } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { permitted } from "./findings.ts";
import { socketAsAuthority, streamOf, valueIn } from "./wire-view.ts";

export const authorityAdvice =
  "Set the authority to localhost where a client dials a unix socket, with grpcio by the option grpc.default_authority: tonic takes no path.";

/** Over a unix socket nothing has a name or a port, and what stands in for them is each library's own choice. */
export const authority: Behaviour = {
  name: "authority",
  title: "the authority that a client names",
  advice: authorityAdvice,
  area: "calls",
  exchanges: [call("Unary")],
  judge: (shown) => {
    const stream = streamOf(shown("call"));
    const named = stream ? valueIn(stream.request.blocks[0], ":authority") : undefined;
    return [
      ...expectOk(shown("call"), [0]),
      ...(stream && socketAsAuthority(stream)
        ? [
            permitted(
              "client",
              clauses.request,
              "the authority is the path of the socket, percent-encoded",
            ),
          ]
        : []),
      ...(stream && named === undefined
        ? [permitted("client", clauses.request, "no authority is sent")]
        : []),
    ];
  },
};
