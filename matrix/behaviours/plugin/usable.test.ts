import { expect, test } from "vitest";
import { foundWhere } from "../../tooling/test/sound-start.ts";
import { emptyHalf } from "../../wire/side-streams.ts";
import { reattach } from "./reattach.ts";

const difference = "put: expected OK, got INTERNAL";
const unexplained = ["violation nobody: the host cannot use the plugin"];

const callTo = (authority: string, reset: string | null) => ({
  stream: 1,
  request: { ...emptyHalf, blocks: [[{ name: ":authority", value: authority }]] },
  response: { ...emptyHalf, reset },
});

test.for([
  {
    name: "a socket's path as the authority",
    streams: [callTo("tmp%2Fplugin1", "PROTOCOL_ERROR")],
    found: [
      "violation client: the host names the path of the socket as the authority, which the plugin does not take",
    ],
  },
  {
    name: "a name as the authority",
    streams: [callTo("localhost", "PROTOCOL_ERROR")],
    found: unexplained,
  },
  {
    name: "a reset that is none for the request's form",
    streams: [callTo("tmp%2Fplugin1", "INTERNAL_ERROR")],
    found: unexplained,
  },
  { name: "what nobody can read", streams: null, found: unexplained },
])("a pair that does not talk: $name", ({ streams, found }) => {
  const wire = { spoken: { client: "http2", server: "http2" }, streams } as const;
  expect(foundWhere(reattach, () => ({ difference, wire }))).toEqual(found);
});
