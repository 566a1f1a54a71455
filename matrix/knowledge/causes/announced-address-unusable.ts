import type { CauseKnowledge } from "../cause-knowledge.ts";

export const announcedAddressUnusable: CauseKnowledge = {
  summary: "A plugin or a standalone server announces an address that nobody can dial.",
  sides: ["server"],
  toBeSure:
    "Read fields 3 and 4 of the handshake line, of a standalone server `network` and `address` in its announcement: `tcp` with `127.0.0.1:<port>`, the port from 1 to 65535 and the one that it listens on, or `unix` with an absolute path of at most 107 bytes (103 on macOS).",
  clause: "hashicorp/go-plugin docs/guide-plugin-write-non-go.md, step 4",
  check: { at: "endpoint", look: null },
  fix: {
    any: "announce what the listener itself reports after it was opened; shorten TMPDIR where the path of a socket is too long",
    go: "leave it to plugin.Serve, which announces listener.Addr()",
    python:
      'port = server.add_secure_port("127.0.0.1:0", credentials) returns the port to announce',
    node: 'server.bindAsync("127.0.0.1:0", credentials, (error, port) => …) gives the port to announce',
  },
};
