import { expect, test } from "vitest";
import { buildEnvironment, cleanEnvironment } from "./clean-environment.ts";

const kept = (name: string) => Object.keys(cleanEnvironment({ [name]: "x" })).includes(name);

test.for([
  "http_proxy",
  "HTTPS_PROXY",
  "no_proxy",
  "ALL_PROXY",
  "grpc_proxy",
  "no_grpc_proxy",
  "GRPC_VERBOSITY",
  "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
  "GRPC_SSL_CIPHER_SUITES",
  "PLUGIN_CLIENT_CERT",
  "PLUGIN_MIN_PORT",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "SSLKEYLOGFILE",
  "KV_SERVER_CONFIG",
  "NODE_OPTIONS",
  "NODE_DEBUG",
  "NODE_EXTRA_CA_CERTS",
  "NODE_TLS_REJECT_UNAUTHORIZED",
  "NODE_USE_SYSTEM_CA",
  "NODE_USE_ENV_PROXY",
  "BUN_OPTIONS",
  "DENO_TLS_CA_STORE",
  "OPENSSL_CONF",
  "GODEBUG",
  "PYTHONPATH",
  "PYTHONUNBUFFERED",
])("%s does not reach a cell", (name) => {
  expect(kept(name)).toBe(false);
});

test.for([
  "PATH",
  "HOME",
  "TMPDIR",
  "LANG",
  "LC_ALL",
  "TZ",
  "GOPATH",
  "GOCACHE",
  "JAVA_HOME",
  "MY_HTTP_PROXY",
  "HTTP_PROXY_HOST",
  "NODE_ENV",
  "SSL_CERT_FILES",
])("%s is kept", (name) => {
  expect(kept(name)).toBe(true);
});

test.for([
  ["https_proxy", true],
  ["NO_PROXY", true],
  ["SSL_CERT_FILE", true],
  ["NODE_EXTRA_CA_CERTS", true],
  ["PATH", true],
  ["PYTHONPATH", false],
  ["NODE_OPTIONS", false],
  ["GODEBUG", false],
] as const)("%s reaches a build: %s", ([name, reaches]) => {
  expect(Object.keys(buildEnvironment({ [name]: "x" })).includes(name)).toBe(reaches);
});

test("what is kept keeps its value, and the given environment is not changed", () => {
  const given = { PATH: "/bin", GODEBUG: "x" };
  expect(cleanEnvironment(given)).toEqual({ PATH: "/bin" });
  expect(given).toEqual({ PATH: "/bin", GODEBUG: "x" });
});
