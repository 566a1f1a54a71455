import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { connect } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { clientStacks, stackNames } from "../knowledge/stacks.ts";
import { readConnection } from "../wire/read-connection.ts";
import { helloOptions } from "./stack-hello.ts";

const helloOf = async (options: ReturnType<typeof helloOptions>) => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.close();
  });
  await once(server, "listening");
  const client = connect({
    host: "127.0.0.1",
    port: (server.address() as AddressInfo).port,
    ...options,
  });
  client.on("error", () => {});
  const [socket] = await once(server, "connection");
  const [bytes] = await once(socket, "data");
  client.destroy();
  socket.destroy();
  return readConnection({ client: bytes, server: new Uint8Array(0) }).tls?.clientHello;
};

test.for(stackNames)("OpenSSL makes the hello of %s", async (stack) => {
  const { groups, signatureSchemes, cipherSuites } = clientStacks[stack].hello;
  const hello = await helloOf(helloOptions(clientStacks[stack].hello));
  expect({
    versions: hello?.versions,
    groups: hello?.groups,
    signatureSchemes: hello?.signatureSchemes,
    cipherSuites: hello?.cipherSuites.filter((name) => !name.startsWith("TLS_EMPTY")),
    alpn: hello?.alpn,
  }).toEqual({ versions: ["1.3", "1.2"], groups, signatureSchemes, cipherSuites, alpn: ["h2"] });
});

/** The probe's own ClientHello is Node's, as grpc-js's is. */
test("node's suites are those of Node's default list, but for DSS", async () => {
  const hello = await helloOf({ ALPNProtocols: ["h2"] });
  const suites = hello?.cipherSuites.filter((name) => !/_DSS_|TLS_EMPTY/.test(name));
  expect([...clientStacks.node.hello.cipherSuites].sort()).toEqual([...(suites ?? [])].sort());
});
