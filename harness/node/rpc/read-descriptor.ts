import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";

const ours = join(import.meta.dirname, "../../../proto");
const healthCheck = dirname(fileURLToPath(import.meta.resolve("grpc-health-check/package.json")));

/** Parses `proto/` and grpc-health-check's health.proto into what `descriptor.json` must hold. */
export function readDescriptor(): protobuf.INamespace {
  const root = new protobuf.Root();
  root.loadSync([
    ...["kv.proto", "go_plugin.proto", "broker_proof.proto", "told.proto"].map((file) =>
      join(ours, file),
    ),
    join(healthCheck, "proto/health/v1/health.proto"),
  ]);
  return root.toJSON();
}
