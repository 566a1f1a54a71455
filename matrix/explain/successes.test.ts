import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (text: string) => explain([{ name: "-", text }]).tells;

test.for([
  "finished call code=OK method=/kv.KV/Get",
  'finished unary call {"grpc_code": "OK"}',
  "call ended status=OK",
  "  [OK]            200 responses",
  '10.0.0.8 - - [01/Apr/2026:03:05:10 +0000] "POST /kv.KV/Get HTTP/2.0" 200 42',
  "haproxy[912]: 10.7.0.9:51200 fe_rpc~ be_rpc/s1 0/0/1/4/5 200 310 - - ---- 4/4/1/1/0 0/0",
  "request done status=200 bytes=42",
  "< HTTP/2 200",
  "    Verify return code: 0 (ok)",
  "Apply complete! Resources: 1 added, 0 changed, 0 destroyed.",
  "No changes. Your infrastructure matches the configuration.",
  "migration completed successfully",
  "vault: successful mount: path=kv/",
  "plugin successfully configured",
  'Backend "s3" was successfully initialized',
  "successfully connected to kv:443",
  "kv successfully started",
  "--- PASS: TestGet (0.01s)",
  "      Exit Code:    0",
  "[core] [Channel #1]Channel Connectivity change to READY",
  "status: SERVING",
  "poll: ok rows=120",
  "2026-02-01T08:01:01Z INFO [sync]: done in 3s",
  "/health OK (status code 200)",
  "Request finished HTTP/2 POST https://kv:5001/kv.KV/Get application/grpc - - - 200 - application/grpc 3ms",
  'agent.http: Request finished: method=GET url=/v1/agent/self latency="412µs"',
  'resolving_call | [0] ended with status: code=0 details="OK"',
  "rpc ok /kv.KV/Get",
  "call ok",
  "kv was successfully registered",
  "containerd successfully booted in 0.05s",
  "deployment successfully rolled out",
  "==> Builds finished. The artifacts of successful builds are:",
  "#9 DONE 0.4s",
  "waypoint.runner: job finished",
  "Serving securely on [::]:6443",
  "serving client traffic securely",
  "CockroachDB node starting at 2026-09-01 10:00:04 (took 1.7s)",
  "Status:         4 Online, 0 Offline.",
  "client: node registration complete",
  "initial driver fingerprint: driver=exec2 health=healthy",
  "check updated: status=passing",
  'server stopped err="http: Server closed"',
  '{"level":"info","msg":"closed etcd server","name":"default"}',
])("goes well: %s", (line) => {
  expect(tells(line)).toBe("healthy");
});

test.for([
  "WARN the store is nearly full",
  "WARNING the store is nearly full",
  "ERROR the store is full",
  "FATAL the store is full",
  "CRITICAL the store is full",
  "PANIC the store is full",
  'level=warn msg="the store is nearly full"',
  '{"level":"error","msg":"the store is full"}',
  'level=fatal msg="the store is full"',
  'level=panic msg="the store is full"',
  "[error] 31#31: the store is full",
  "[emerg] 31#31: the store is full",
  "[alert] 31#31: the store is full",
  "[crit] 31#31: the store is full",
  "[fatal] the store is full",
  "panic: the store is full",
  "Traceback (most recent call last):",
  "com.example.kv.StoreException: full",
  "StoreError: full",
  "kv: error: the store is full",
  "the sync errored",
  "the sync failed",
  "failed: true",
])("goes well no more: %s", (line) => {
  expect(tells(`finished call code=OK\n${line}`)).toBe("nothing");
});

test.for(["failed=0 passed=12", '"failed": false'])("no complaint: %s", (line) => {
  expect(tells(`finished call code=OK\n${line}`)).toBe("healthy");
});
