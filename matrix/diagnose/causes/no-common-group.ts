import { refusedHello } from "../refused-hello.ts";

export const noCommonGroup = refusedHello({
  code: "no-common-group",
  clause: "RFC 8446 sections 4.2.7 and 9.1",
  narrowed: "groups",
  title: "supported_groups",
  values: ({ groups }) => groups,
  ordinary: ["x25519", "secp256r1"],
  sentence: "Client and server have no named group for the key exchange in common.",
  remedy: "enable x25519 or secp256r1 on both sides",
});
