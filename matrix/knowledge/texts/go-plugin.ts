import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const versions =
  (fact: "plugin-api-version" | "plugin-core-version") =>
  (match: RegExpMatchArray): Fact => ({
    fact,
    plugin: textIn(match, 1) ?? "",
    host: textIn(match, 2) ?? "",
  });

/** Terraform frames what it quotes: a frame alone is no line of a plugin. */
const line = (match: RegExpMatchArray): Fact => ({
  fact: "plugin-line-unrecognized",
  line: /^[\s\u2500-\u257f]*$/.test(match[1] ?? "") ? null : textIn(match),
});

/** The names of debug/elf, macho and pe by those of GOARCH. */
const machines: Readonly<Record<string, readonly string[]>> = {
  amd64: ["EM_X86_64", "CpuAmd64", "amd64"],
  arm64: ["EM_AARCH64", "CpuArm64", "arm64"],
  "386": ["EM_386", "Cpu386", "386"],
  arm: ["EM_ARM", "CpuArm", "arm"],
};

const architecture = (match: RegExpMatchArray): Fact | undefined => {
  const fitting = machines[match[2] ?? ""];
  return fitting && !fitting.includes(match[1] ?? "")
    ? { fact: "exec-failed", why: "format" }
    : undefined;
};

const program: Fact = { fact: "wrapper", of: "program", status: null };

export const goPluginRows: readonly Row[] = [
  ...rowsFrom({ stack: "go-plugin", seen: "go-plugin 1.8.0 client.go", role: "client" }, [
    ["Failed to read any lines from plugin's stdout", { fact: "plugin-line-missing" }],
    [
      /Unrecognized remote plugin message:[ \t]{0,8}([^\n]{0,200})/,
      line,
      "Unrecognized remote plugin message: Starting up…",
    ],
    ["This usually means that the plugin is either invalid or simply", program],
    [
      /incompatible core API version with plugin\. Plugin version: (\S{1,20}), (?:Core version|Ours): (\d{1,6})/i,
      versions("plugin-core-version"),
      "incompatible core API version with plugin. Plugin version: 2, Core version: 1",
    ],
    [
      // `Ours: 1` up to 1.0, in both.
      /incompatible API version with plugin\. Plugin version: (\S{1,20}), (?:Client versions|Ours): (\[[\d ]{0,60}\]|\d{1,6})/i,
      versions("plugin-api-version"),
      "incompatible API version with plugin. Plugin version: 9, Client versions: [1]",
    ],
    [
      /error parsing (?:core )?protocol version/i,
      { fact: "plugin-line-unrecognized", line: null },
      'Error parsing protocol version "x": strconv.Atoi: parsing "x": invalid syntax',
    ],
    [/unknown address type: (\S{0,80})/, line, "unknown address type: 127.0.0.1:1"],
    [
      /unsupported plugin protocol "[^"\n]{0,40}"/,
      { fact: "plugin-protocol-unsupported" },
      'unsupported plugin protocol "grpc". Supported: [netrpc]',
    ],
    ["net/rpc plugin protocol not supported", { fact: "plugin-protocol-unsupported" }],
    [
      /error parsing server cert:/,
      { fact: "plugin-certificate-unreadable" },
      "error parsing server cert: illegal base64 data at input byte 4",
    ],
    [
      "client requested gRPC broker multiplexing but plugin does not support the feature",
      { fact: "plugin-multiplexing-unsupported" },
    ],
    [
      /as a boolean for gRPC broker multiplexing support/,
      { fact: "plugin-line-unrecognized", line: null },
      'error parsing "x" as a boolean for gRPC broker multiplexing support',
    ],
    ["timeout while waiting for plugin to start", { fact: "timeout", of: "plugin-start" }],
    ["plugin exited before we could connect", { fact: "plugin-exited-early" }],
    ["Reattachment process not found", { fact: "plugin-exited-mid-call" }],
    // Nomad's.
    [
      /(?::|=\\?"?) ?plugin is shut down\b/,
      { fact: "plugin-exited-mid-call" },
      "failed to get plugin info: plugin is shut down",
    ],
    ["checksums did not match", { fact: "plugin-checksum-mismatch" }],
    [
      // Terraform's and OpenTofu's dependency lock file.
      /does not match any of the checksums (?:previously )?recorded in(?: the dependency lock file)?/,
      { fact: "plugin-checksum-mismatch" },
      "the cached package for registry.terraform.io/hashicorp/random 3.7.2 (in .terraform/providers) does not match any of the checksums recorded in the dependency lock file",
    ],
    ["reattachment process not found", { fact: "exited", code: null }],
    [
      /only one of Reattach or SecureConfig can be set|exactly one of Cmd, or Reattach, or RunnerFunc must be set|no checksum provided|no hash implementation provided|gRPC broker multiplexing is not supported with Reattach config/,
      { fact: "plugin-misconfigured" },
      "exactly one of Cmd, or Reattach, or RunnerFunc must be set",
    ],
    [/unknown plugin type: \S{1,80}/, { fact: "plugin-misconfigured" }, "unknown plugin type: kv"],
    [
      /"?[\w.-]{1,80}"? is not a GRPC-compatible plugin|plugin "[^"\n]{1,80}" doesn't support gRPC/,
      { fact: "plugin-protocol-unsupported" },
      'plugin "kv" doesn\'t support gRPC',
    ],
    [
      // Terraform's words from 1.0 on.
      /Plugin did not respond|[Tt]he plugin encountered an error, and failed to respond|plugin crashed!|Stack trace from the \S{1,80} plugin/,
      { fact: "plugin-exited-mid-call" },
      "Error: The terraform-provider-kv plugin crashed!",
    ],
    [
      /The plugin\.\(\*\w{3,40}\)\.\w{3,40} request was cancelled/,
      { fact: "plugin-output-ended" },
      "The plugin.(*GRPCProvider).ReadResource request was cancelled",
    ],
    [
      /received EOF, stopping recv loop/,
      { fact: "plugin-output-ended" },
      "plugin.stdio: received EOF, stopping recv loop",
    ],
    [
      // By the host's own end of the call, which comes first where it stops the plugin.
      /received EOF, stopping recv loop: err=\\?"rpc error: code = Canceled desc = context canceled/,
      { fact: "plugin-ended-orderly" },
      'plugin.stdio: received EOF, stopping recv loop: err="rpc error: code = Canceled desc = context canceled"',
    ],
    [
      // What net/rpc says of a plugin that is gone (Go's net/rpc client.go, ErrShutdown).
      /\bconnection is shut down\b/,
      { fact: "plugin-output-ended" },
      "Plugin RPC call failed: connection is shut down",
    ],
    [
      // Pulumi's.
      /could not read plugin \[[^\]\n]{1,200}\] (?:stdout|stderr): EOF/,
      { fact: "plugin-line-missing" },
      "could not read plugin [/bin/pulumi-resource-kv] stdout: EOF",
    ],
    [
      /plugin process exited[^\n]{0,300}?error=?"?(?:exit status|signal:) ?(\w{1,20})/,
      (match) => ({ fact: "exited", code: /^\d+$/.test(match[1] ?? "") ? Number(match[1]) : null }),
      'plugin process exited: plugin=./kv id=12 error="exit status 1"',
    ],
    [
      // Without an error its exit code was 0 (go-plugin 1.8.0 client.go).
      /plugin process exited/,
      { fact: "plugin-ended-orderly" },
      "plugin process exited: plugin=./kv id=12",
    ],
    ["plugin failed to exit gracefully", { fact: "plugin-did-not-stop" }],
    [
      // mitchellh/panicwrap's caller in Terraform and Packer: the host's own panic, none of a plugin's.
      /!{5,40} (?:TERRAFORM|OPENTOFU|PACKER) CRASH !{5,40}/,
      {
        fact: "other-failure",
        what: "The host itself crashed, and with it the calls that it made",
      },
      "!!!!!!!!!!!!!!!!!!!!!!!!!!! TERRAFORM CRASH !!!!!!!!!!!!!!!!!!!!!!!!!!!!",
    ],
    [
      /failed to (?:generate|parse) client certificate/,
      { fact: "key-not-loadable", what: "certificate" },
      'failed to generate client certificate: error="x"',
    ],
  ]),
  ...rowsFrom(
    {
      stack: "go-plugin",
      seen: "go-plugin 1.8.0 internal/cmdrunner/notes_unix.go",
      role: "client",
    },
    [
      [
        /(?:ELF|MachO|PE) architecture: ([\w/]{1,30}) \(current architecture: (\w{1,20})\)/,
        architecture,
        "  ELF architecture: EM_AARCH64 (current architecture: amd64)",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "go-plugin",
      seen: "packer-plugin-sdk 0.2 client.go; Terraform 0.12 to 1.9 command/init.go, docs/plugin-protocol",
      role: "client",
    },
    [
      [
        /The protocol of this plugin \(protocol\s{1,8}version 4 and lower\) was deprecated(?:, please use a newer version of this\s{1,8}plugin\.(?:Or use an older version of Packer \(pre 1\.7\) with this plugin\.)?)?/,
        { fact: "plugin-api-version", plugin: "4", host: "5" },
        "The protocol of this plugin (protocol version 4 and lower) was deprecated, please use a newer version of this plugin.",
      ],
      [
        /Provider "[^"\n]{1,120}" (v[\w.+-]{1,40}) is not\s{1,8}compatible with Terraform (v?[\d.]{1,12})/,
        versions("plugin-api-version"),
        'Provider "aws" v3.0.0 is not compatible with Terraform v0.12.0.',
      ],
      [
        /Provider \S{1,200} v[\w.+-]{1,40} does not have a package\s{1,8}available for your current\s{1,8}platform, \w{3,30}/,
        { fact: "exec-failed", why: "missing" },
        "Provider registry.terraform.io/hashicorp/template v2.2.0 does not have a package available for your current platform, darwin_arm64.",
      ],
    ],
  ),
  ...rowsFrom({ stack: "go-plugin", seen: "go-plugin 1.8.0 server.go", role: "server" }, [
    [
      "This binary is a plugin. These are not meant to be executed directly",
      { fact: "plugin-cookie-missing" },
    ],
    [
      /Misconfigured ServeConfig given to serve this plugin/,
      { fact: "plugin-misconfigured" },
      "Misconfigured ServeConfig given to serve this plugin: no magic cookie\nkey or value was set.",
    ],
    [
      /server sent invalid plugin version/,
      { fact: "plugin-line-unrecognized", line: null },
      'server sent invalid plugin version "x"',
    ],
    [/plugin init error/, program, "plugin init error: error=x"],
    [
      // Whatever the plugin's own TLSProvider returned: Vault's exchanges a token for its certificate.
      /plugin tls init/,
      { fact: "plugin-tls-not-provided" },
      'plugin tls init: error="x"',
    ],
    [
      /client cert provided but failed to parse|failed to (?:generate|parse) server certificate/,
      { fact: "key-not-loadable", what: "certificate" },
      "client cert provided but failed to parse: cert=x",
    ],
    ["couldn't bind plugin TCP listener", { fact: "port-in-use" }],
  ]),
  ...rowsFrom(
    {
      stack: "go-plugin",
      seen: "Vault api/plugin_helpers.go, and its older texts",
      role: "server",
    },
    [
      [
        /error (?:during|while) (?:token unwrap(?:ping)?(?: request)?|unwrapping [^\n:"]{0,40}token)(?:: (?:secret is nil|empty secret\w{0,20}))?/,
        { fact: "plugin-tls-not-provided" },
        "error during token unwrap request: secret is nil",
      ],
    ],
  ),
  ...rowsFrom({ stack: "go-plugin", seen: "go-plugin 1.8.0 grpc_broker.go, internal/grpcmux" }, [
    ["timeout waiting for connection info", { fact: "timeout", of: "broker" }],
    [
      /timeout waiting for multiplexing knock handshake on id \d{1,9}/,
      { fact: "timeout", of: "broker" },
      "timeout waiting for multiplexing knock handshake on id 1",
    ],
    [
      /(?:knock received|handshake failed for multiplexing|failed to knock|no listener for id|error dialling new (?:client|server) stream|error establishing yamux session|received knock on ID)/,
      { fact: "plugin-broker-failed" },
      "failed to knock for id 1: x",
    ],
    [/broker closed/, { fact: "plugin-broker-failed" }, "broker closed"],
    [
      /yamux: keepalive failed: session shutdown/,
      { fact: "wrapper", of: "close", status: null },
      "[ERR] yamux: keepalive failed: session shutdown",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "go-plugin",
      seen: "reports of Terraform, Vault and Packer users; not read in a source",
      role: "client",
    },
    [
      [
        /[Ff]ailed to (?:instantiate provider|load plugin schemas|obtain (?:provider )?schema)|could not (?:load|obtain) (?:plugin|provider)/,
        program,
        "failed to instantiate provider",
      ],
      [
        /error (?:starting|launching|initializing) (?:the )?plugin|Error getting plugin client/i,
        program,
        "error starting plugin: x",
      ],
    ],
  ),
];
