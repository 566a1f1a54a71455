import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { places } from "../../places.ts";
import { median, seconds } from "./figures.ts";

const version = "v1.0.5";

/** Its runner, and the client and server that it brings, both of connect-go. */
const programs = ["connectconformance", "referenceclient", "referenceserver"] as const;

/** gRPC over TLS, unary calls alone: what a cell of this matrix is nearest to. */
const features = {
  versions: ["HTTP_VERSION_2"],
  protocols: ["PROTOCOL_GRPC"],
  codecs: ["CODEC_PROTO"],
  compressions: ["COMPRESSION_IDENTITY"],
  streamTypes: ["STREAM_TYPE_UNARY"],
  supportsTls: true,
  supportsH2c: false,
};

/** How often each is run, in turn, so that what else the machine does falls on both. */
const turns = 15;

/**
 * One cold case of connectconformance beside one cold cell, both of a client and a server in Go over TLS, as whole processes.
 *
 * @returns lines.
 * @throws Error where it cannot be installed, or a run of either fails.
 */
export const besideConnectconformance = async (): Promise<readonly string[]> => {
  const folder = join(places.builds, "connectconformance", version);
  if (!programs.every((program) => existsSync(join(folder, program)))) {
    const modules = programs.map((name) => `connectrpc.com/conformance/cmd/${name}@${version}`);
    await timed("go", ["install", ...modules], { GOBIN: folder });
  }
  const [runner, client, server] = programs.map((program) => join(folder, program));
  const own = await mkdtemp(join(tmpdir(), "bench-"));
  try {
    const configuration = join(own, "features.yaml");
    await writeFile(configuration, JSON.stringify({ features }));
    const theirs = (filter: readonly string[]) =>
      timed(runner ?? "", [
        ...["--mode", "both", "--conf", configuration, ...filter],
        ...["--", client ?? "", "----", server ?? ""],
      ]);
    const cell = () =>
      timed(process.execPath, [
        "matrix/cli.js",
        "cell",
        "go/go/tls/p256",
        "--out",
        join(own, "out"),
      ]);
    const whole: number[] = [];
    const single: number[] = [];
    const cells: number[] = [];
    await cell();
    for (let turn = 0; turn < turns; turn++) {
      single.push(await theirs(["--run", "Basic/**/unary/success"]));
      cells.push(await cell());
      whole.push(await theirs([]));
    }
    return [
      `medians of ${turns} turns, whole processes:`,
      `  connectconformance ${version}, one case over TLS     ${seconds(median(single))}`,
      `  cell go/go/tls/p256, with controls and evidence  ${seconds(median(cells))}`,
      `  connectconformance ${version}, all its unary cases    ${seconds(median(whole))}`,
    ];
  } finally {
    await rm(own, { recursive: true, force: true });
  }
};

const timed = async (
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<number> => {
  const begun = performance.now();
  const child = spawn(command, args, {
    cwd: places.root,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, CI: "true", ...environment },
  });
  const code = await new Promise((resolve, reject) => {
    child.on("close", resolve);
    child.on("error", reject);
  });
  if (code !== 0) throw new Error(`${command} ended with exit code ${code}; run it by hand first`);
  return performance.now() - begun;
};
