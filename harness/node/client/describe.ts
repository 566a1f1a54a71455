import grpcPackage from "@grpc/grpc-js/package.json" with { type: "json" };
import protobufPackage from "protobufjs/package.json" with { type: "json" };
import { runtime } from "../rpc/runtime.ts";

export interface Description {
  readonly stack: readonly { readonly name: string; readonly version: string }[];
  readonly runtime: { readonly name: string; readonly version: string };
  readonly tls: { readonly name: string; readonly version: string };
  readonly keyLog: boolean;
}

export function describe(): Description {
  return {
    stack: [grpcPackage, protobufPackage].map(({ name, version }) => ({ name, version })),
    runtime: { name: runtime.name, version: runtime.version },
    tls: runtime.tls,
    keyLog: runtime.tellsSecrets && Boolean(process.env["SSLKEYLOGFILE"]),
  };
}
