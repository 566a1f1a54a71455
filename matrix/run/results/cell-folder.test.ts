import { expect, test } from "vitest";
import { cellFolder } from "./cell-folder.ts";

test.for([
  ["go/go/none", "/run/cells/go/go/none"],
  ["go:stock/go@1.66.3/auto-mtls/p521-p256", "/run/cells/go+stock/go@1.66.3/auto-mtls/p521-p256"],
  ["a/b/mtls/p256/tls=1.2/route=nginx-grpc", "/run/cells/a/b/mtls/p256/tls=1.2/route=nginx-grpc"],
] as const)("%s", ([id, folder]) => {
  expect(cellFolder("/run", id)).toBe(folder);
});

test.for([
  "../../etc/none",
  "go/../none",
  "/etc/passwd/none",
  "go//none",
  "",
  ".",
  "go/go/none\u0000",
  "go\\go",
  "go/.hidden/none",
  "go/go/none;id",
])("%j leads nowhere", (id) => {
  expect(() => cellFolder("/run", id)).toThrow("no cell id");
});
