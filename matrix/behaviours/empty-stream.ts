import type { Behaviour } from "./behaviour.ts";
import { call } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";

export const emptyStream: Behaviour = {
  name: "empty-stream",
  title: "streams without a message",
  area: "calls",
  exchanges: [
    call("ServerStream", { name: "no response", script: { sizes: [] } }),
    call("ClientStream", { name: "no request", script: null, payloads: [] }),
    call("Bidi", { name: "neither", script: null, payloads: [] }),
  ],
  judge: (shown) => [
    ...expectOk(shown("no response"), []),
    ...expectOk(shown("no request"), [0]),
    ...expectOk(shown("neither"), []),
  ],
};
