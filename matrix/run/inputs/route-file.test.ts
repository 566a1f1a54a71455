import { describe, expect, test } from "vitest";
import { readRoutes } from "./read-inputs.ts";
import { parseRoute } from "./route-file.ts";

const parsed = (text: string) =>
  parseRoute(text, "fixtures/routes/proxy.yaml", "proxy", { folder: "/r", builds: "/b" });

const valid = `title: a proxy
check:
  - [proxy, --version]
install: apt-get install proxy
argv: [proxy, --from, "{listen}", --to, "{upstream}"]
tls: passthrough
`;

test("the least that a route can be", () => {
  expect(parsed(valid)).toEqual({
    name: "proxy",
    title: "a proxy",
    check: [["proxy", "--version"]],
    install: "apt-get install proxy",
    build: [],
    folder: "/r",
    buildFolder: "/b/proxy",
    argv: ["proxy", "--from", "{listen}", "--to", "{upstream}"],
    tls: "passthrough",
    modes: ["none", "tls", "mtls"],
    alpn: [],
    configuration: null,
    configurationFile: "configuration",
    log: null,
    ready: null,
  });
});

test("folders are put in where they are known; the rest waits for the instance", () => {
  const text = `title: a proxy
check:
  - ["{build}/proxy", --version]
install: none
build:
  - { title: fetch, argv: [sh, "{folder}/fetch", "{build}"], inputs: [fetch, "{folder}/list"] }
program: shared
argv: ["{build}/proxy", -c, "{configuration}", -d, "{folder}"]
tls: terminate
alpn: [h2]
configurationFile: proxy.yaml
log: "{folder}/log"
ready: it is online
configuration: |
  listen {listenPort} to {upstreamPort}
`;
  expect(parsed(text)).toEqual({
    name: "proxy",
    title: "a proxy",
    check: [["/b/shared/proxy", "--version"]],
    install: "none",
    build: [
      {
        title: "fetch",
        argv: ["sh", "/r/fetch", "/b/shared"],
        inputs: ["/r/fetch", "/r/list"],
        environment: {},
      },
    ],
    folder: "/r",
    buildFolder: "/b/shared",
    argv: ["/b/shared/proxy", "-c", "{configuration}", "-d", "{folder}"],
    tls: "terminate",
    modes: ["tls", "mtls"],
    alpn: ["h2"],
    configuration: "listen {listenPort} to {upstreamPort}\n",
    configurationFile: "proxy.yaml",
    log: "{folder}/log",
    ready: "it is online",
  });
});

test("what can do without TLS says where it does", () => {
  const terminating = valid.replace("passthrough", "terminate");
  expect(parsed(terminating).modes).toEqual(["tls", "mtls"]);
  expect(parsed(terminating.replace("--from", '"{ssl}"')).modes).toEqual(["none", "tls", "mtls"]);
});

describe("a fault is named with its place", () => {
  test.for([
    [
      "no install line",
      valid.replace(/install.*\n/, ""),
      /^fixtures\/routes\/proxy\.yaml:1:1: install: /,
    ],
    ["no check", valid.replace("[proxy, --version]", "[]"), /:3:5: check\.0: /],
    ["another way with TLS", valid.replace("passthrough", "offload"), /:6:1: tls: /],
    ["an unknown key", `${valid}port: 443\n`, /:7:1: .*port/],
    ["a shell line for an argv", valid.replace(/\[proxy, --from.*/, "proxy"), /:5:1: argv: /],
    [
      "nowhere to listen",
      valid.replace('"{listen}"', '"127.0.0.1:443"'),
      /:5:1: argv: neither argv nor configuration says \{listen\} or \{listenPort\}$/,
    ],
    [
      "nowhere to go",
      valid.replace('"{upstream}"', "kv:50051"),
      /:5:1: argv: neither argv nor configuration says \{upstream\} or \{upstreamPort\}$/,
    ],
    [
      "a configuration that is not there",
      valid.replace("--to", '"{configuration}"'),
      /:5:1: argv: \{configuration\} needs a configuration$/,
    ],
    [
      "ALPN of what hands TLS on",
      `${valid}alpn: [h2]\n`,
      /:7:1: alpn: what passes TLS through chooses nothing by ALPN$/,
    ],
    [
      "a path for a file's name",
      `${valid}configurationFile: ../x\n`,
      /:7:1: configurationFile: expected the name of a file such as envoy\.yaml$/,
    ],
  ] as const)("%s", ([, text, message]) => {
    expect(() => parsed(text)).toThrow(message);
  });
});

test("every file of fixtures/routes is one, named as the axis wants it", async () => {
  const routes = await readRoutes();
  expect(routes.map(({ name }) => name)).toEqual([
    "caddy",
    "caddy-other-path",
    "envoy",
    "haproxy-h2",
    "haproxy-no-alpn",
    "haproxy-reencrypt",
    "haproxy-tcp",
    "hitch",
    "hitch-no-alpn",
    "nghttpx",
    "nginx-grpc",
    "nginx-grpcs",
    "nginx-no-http2",
    "nginx-proxy-pass",
    "nginx-stream",
    "stunnel",
  ]);
});
