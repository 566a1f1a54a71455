import type { CauseKnowledge } from "../cause-knowledge.ts";

export const cookieMismatch: CauseKnowledge = {
  summary:
    "The plugin was not started by a host that it knows: the magic cookie in its environment is missing or another.",
  sides: ["client", "server"],
  toBeSure:
    "Compare HandshakeConfig.MagicCookieKey and MagicCookieValue of both builds; `env KEY=value ./plugin` then prints the handshake line in place of `This binary is a plugin`.",
  clause: "hashicorp/go-plugin server.go, Serve",
  check: { at: "program", look: "the magic cookie of host and plugin" },
  fix: {
    any: "a plugin that was started by hand is whole: let its host start it; where the host did, let nothing between the two (sudo, a wrapper script, a container) empty the environment",
    go: "one HandshakeConfig{MagicCookieKey, MagicCookieValue} that host and plugin import from the same package",
    python: "compare os.environ[key] with the host's value; do not ask for another",
    node: "compare process.env[key] with the host's value; do not ask for another",
  },
};
