import { expect, test } from "vitest";
import { believed } from "./believed-hellos.ts";
import { closedSilently, type Handshake } from "./handshake.ts";

const accepted: Handshake = {
  kind: "accepted",
  version: "1.3",
  cipherSuite: "TLS_AES_128_GCM_SHA256",
  group: "x25519",
  alpn: "h2",
  chain: [],
  heard: "",
};
const closed: Handshake = { kind: "refused", saw: closedSilently };
const alerted: Handshake = { kind: "refused", saw: "alert handshake failure (40)" };
const made = [
  ["go", accepted],
  ["rust", closed],
  ["java", alerted],
] as const;

test.for([
  ["the hello that was accepted is accepted again", accepted, "refused"],
  ["it is closed too", closed, "silent"],
  ["it is not answered", { kind: "silent", saw: "no answer" }, "silent"],
] as const)("a hello closed without an alert, and %s: %s", ([, again, kind]) => {
  const kinds = [...believed(made, again)].map(([, hello]) => hello.kind);
  expect(kinds).toEqual(["accepted", kind, "refused"]);
});
