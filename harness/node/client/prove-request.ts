import { InvalidField, JsonFields } from "../contract/json-fields.ts";
import { Unsupported } from "../contract/unsupported.ts";
import type { Endpoint } from "../server/server-config.ts";
import { type HostOptions, readHostOptions } from "./host-options.ts";
import { type RpcRequest, readRpc } from "./rpc-request.ts";
import { bytesOfValue } from "./value.ts";

export interface ProveRequest {
  readonly target: Target;
  readonly deadlineMs: number;
  readonly keepOpen: boolean;
  readonly steps: readonly Step[];
}

export type Target =
  | ({
      readonly kind: "address";
      readonly tls: AddressTls;
      /** How long its connection may be silent, while it has calls, before it is pinged; undefined: for ever. */
      readonly keepaliveMs: number | undefined;
    } & Endpoint)
  | {
      readonly kind: "plugin";
      readonly tls: PluginTarget;
      readonly argv: readonly string[];
      readonly environment: Readonly<Record<string, string>>;
      /** Of the plugin's application. */
      readonly protocolVersions: readonly number[];
      readonly host: HostOptions;
      readonly startTimeoutMs: number;
    }
  /** A plugin that somebody else has started. */
  | ({ readonly kind: "attach"; readonly pid: number } & Endpoint)
  | { readonly kind: "session"; readonly id: string };

/** Files are PEM. */
export type AddressTls =
  | { readonly mode: "none" }
  | { readonly mode: "tls"; readonly ca: string; readonly serverName: string }
  | {
      readonly mode: "mtls";
      readonly ca: string;
      readonly serverName: string;
      readonly certificate: string;
      readonly key: string;
    };

export type PluginTarget =
  | { readonly mode: "none" }
  | { readonly mode: "auto-mtls"; readonly keyType: string; readonly key: string };

interface Step {
  readonly name: string;
  readonly calls: readonly Call[];
}

export type Call = { readonly continueOn: readonly string[] } & (
  | { readonly call: "put"; readonly key: string; readonly value: Buffer }
  | { readonly call: "get"; readonly key: string }
  | { readonly call: "health"; readonly service: string }
  | { readonly call: "unary"; readonly path: string; readonly value: Buffer }
  | ({ readonly call: "rpc" } & RpcRequest)
  | { readonly call: "broker"; readonly nonce: Buffer }
  | { readonly call: "shutdown"; readonly afterMs: number }
);

/**
 * @throws InvalidField for a request that makes no sense, Unsupported for a network that grpc-js
 *   cannot dial.
 */
export function readProveRequest(params: unknown): ProveRequest {
  const fields = new JsonFields(params, "params");
  return {
    target: target(fields),
    deadlineMs: fields.number("deadlineMs"),
    keepOpen: fields.flag("keepOpen"),
    steps: fields.objects("steps").map((step) => ({
      name: step.string("name"),
      calls: step.objects("calls").map(call),
    })),
  };
}

function target(params: JsonFields): Target {
  const fields = params.object("target");
  const kind = fields.word("kind", ["address", "plugin", "attach", "session"]);
  if (kind === "session") return { kind, id: fields.string("id") };
  const tls = params.object("tls");
  if (kind === "attach") return { kind, ...endpoint(fields), pid: fields.number("pid") };
  if (kind === "address") {
    const keepaliveMs = fields.has("keepaliveMs") ? fields.number("keepaliveMs") : undefined;
    return { kind, ...endpoint(fields), tls: addressTls(tls), keepaliveMs };
  }
  const argv = fields.strings("argv");
  if (argv.length === 0) throw new InvalidField("params.target.argv: expected a program to start");
  const host = readHostOptions(fields);
  return {
    kind,
    tls: pluginTarget(tls),
    argv,
    environment: fields.stringMap("environment"),
    protocolVersions: host.protocolVersions ?? [
      fields.has("protocolVersion") ? fields.number("protocolVersion") : 1,
    ],
    host,
    startTimeoutMs: fields.number("startTimeoutMs"),
  };
}

function endpoint(fields: JsonFields): Endpoint {
  const network = fields.string("network");
  if (network !== "tcp" && network !== "unix") {
    throw new Unsupported(`network: grpc-js dials tcp and unix, not ${network}`);
  }
  return { network, address: fields.string("address") };
}

function addressTls(fields: JsonFields): AddressTls {
  const mode = fields.word("mode", ["none", "tls", "mtls"]);
  if (mode === "none") return { mode };
  const server = { ca: fields.string("ca"), serverName: fields.string("serverName") };
  if (mode === "tls") return { mode, ...server };
  return { mode, ...server, certificate: fields.string("certificate"), key: fields.string("key") };
}

function pluginTarget(fields: JsonFields): PluginTarget {
  const mode = fields.word("mode", ["none", "auto-mtls"]);
  if (mode === "none") return { mode };
  return { mode, keyType: fields.string("keyType"), key: fields.string("key") };
}

function call(fields: JsonFields): Call {
  const continueOn = fields.strings("continueOn");
  const name = fields.word("call", ["put", "get", "health", "unary", "rpc", "broker", "shutdown"]);
  switch (name) {
    case "put":
      return {
        call: name,
        continueOn,
        key: fields.string("key"),
        value: bytesOfValue(fields.object("value")),
      };
    case "get":
      return { call: name, continueOn, key: fields.string("key") };
    case "health":
      return { call: name, continueOn, service: fields.string("service") };
    case "unary":
      return {
        call: name,
        continueOn,
        path: fields.string("path"),
        value: bytesOfValue(fields.object("value")),
      };
    case "rpc":
      return { call: name, continueOn, ...readRpc(fields) };
    case "broker":
      return { call: name, continueOn, nonce: Buffer.from(fields.string("nonce"), "base64") };
    case "shutdown":
      return {
        call: name,
        continueOn,
        afterMs: fields.has("afterMs") ? fields.number("afterMs") : 0,
      };
  }
}
