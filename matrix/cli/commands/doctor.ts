import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { availableParallelism, freemem } from "node:os";
import { dirname } from "node:path";
import { EnvironmentFault } from "../../domain/environment-fault.ts";
import type { Implementation } from "../../domain/implementation.ts";
import { places } from "../../places.ts";
import { printable } from "../../report/format/terminal.ts";
import {
  noNeeds,
  readImplementations,
  readProject,
  readRoutes,
} from "../../run/inputs/read-inputs.ts";
import { usualImplementations } from "../../run/inputs/usual-implementations.ts";
import { checkRoute } from "../../run/route/prepare-routes.ts";
import { temporaryRoot } from "../../run/supervise/temporary-root.ts";
import { checkTool, remedyFor } from "../../run/supervise/toolchain.ts";
import type { Console } from "./console.ts";

/** A run holds two descriptors for each end of a connection, pipes of its processes, and files. */
const enoughFiles = 1024;

/** Ephemeral ports of a run: a listener for each tap and each server, and the connections. */
const enoughPorts = 4096;

/** `good: null`: not there, and needed by some presets alone. */
type Line = Readonly<{ good: boolean | null; text: string }>;

/** Says of each toolchain and limit whether it will do, and what to do if not. Exit 1 if one will not. */
export const doctor = async (
  { project }: Readonly<{ project?: string | undefined }>,
  { out, paint }: Console,
): Promise<number> => {
  const own = await readProject(project);
  const implementations = await readImplementations(noNeeds, own.implementations);
  const usual = await usualImplementations();
  // Those of the tool that no usual run needs come first, so that what somebody needs counts.
  const [extra, needed] = [
    implementations.filter((one) => isOfTool(one) && !usual.has(one.language)),
    implementations.filter((one) => !isOfTool(one) || usual.has(one.language)),
  ];
  const tools = new Map([
    ...extra.flatMap((one) => toolsOf(one, null)),
    ...needed.flatMap((one) => toolsOf(one, false)),
  ]);
  const found = await Promise.all(
    [...tools.values()].map(async ({ tool, unless }): Promise<Line> => {
      const state = await checkTool(tool);
      const remedy = remedyFor(state);
      if (remedy !== undefined) return { good: unless, text: remedy };
      const version = state.kind === "found" ? state.version : "";
      return { good: true, text: `${tool.name} ${version} (at least ${tool.lowest})` };
    }),
  );
  const lines: Line[] = [
    { good: true, text: `Node ${process.versions.node} with OpenSSL ${process.versions.openssl}` },
    ...found,
    ...(await intermediaries()),
    openFiles(),
    await ephemeralPorts(),
    temporaryFiles(),
    {
      good: true,
      text: `${availableParallelism()} processors, ${(freemem() / 2 ** 30).toFixed(1)} GiB memory free`,
    },
  ];
  for (const { good, text } of lines) {
    out(`${mark(good, paint)} ${printable(text)}\n`);
  }
  return lines.every(({ good }) => good !== false) ? 0 : 1;
};

const isOfTool = ({ folder }: Implementation): boolean => dirname(folder) === places.harness;

/** @param unless - how good it is that a tool is not as it should be. */
const toolsOf = ({ toolchain }: Implementation, unless: Line["good"]) =>
  toolchain.map((tool) => [tool.name, { tool, unless }] as const);

const mark = (good: boolean | null, paint: Console["paint"]): string => {
  if (good === null) return "-";
  return good ? paint("passed", "✓") : paint("unexpected", "✗");
};

/** Programs of the preset `routes`. What has a build is built when it is first used. */
const intermediaries = async (): Promise<readonly Line[]> => {
  const routes = (await readRoutes()).filter(({ build }) => build.length === 0);
  const lines = await Promise.all(
    routes.map(async (route): Promise<Line> => {
      const state = await checkRoute(route);
      if (state.kind === "absent") return { good: null, text: state.reason };
      return { good: true, text: `${route.argv[0]} ${state.version ?? ""} for routes` };
    }),
  );
  return [...new Map(lines.map((line) => [line.text, line])).values()];
};

const temporaryFiles = (): Line => {
  try {
    const { path, insteadBecause } = temporaryRoot();
    return { good: true, text: insteadBecause ?? `temporary files in ${path}` };
  } catch (error) {
    if (error instanceof EnvironmentFault) return { good: false, text: error.message };
    throw error;
  }
};

const openFiles = (): Line => {
  const limit = execFileSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" }).trim();
  const good = limit === "unlimited" || Number(limit) >= enoughFiles;
  return {
    good,
    text: `${limit} open files at most${good ? "" : `: raise it with ulimit -n ${enoughFiles}`}`,
  };
};

const ephemeralPorts = async (): Promise<Line> => {
  const range = await readFile("/proc/sys/net/ipv4/ip_local_port_range", "utf8").catch(() => null);
  if (range === null)
    return { good: true, text: "range of ephemeral ports: not known on this system" };
  const [low = 0, high = 0] = range.trim().split(/\s+/).map(Number);
  const count = high - low + 1;
  return {
    good: count >= enoughPorts,
    text: `${count} ephemeral ports (${low}–${high})${count >= enoughPorts ? "" : ": widen net.ipv4.ip_local_port_range"}`,
  };
};
