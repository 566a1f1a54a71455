import { join } from "node:path";
import { z } from "zod";
import type { Mode } from "../../domain/cell.ts";
import { type Route, type RouteTls, routeTls } from "../../domain/route.ts";
import { argv, buildSteps, type Replace, replacedBuild } from "./build-steps.ts";
import { checkedYaml } from "./checked-yaml.ts";

const commands = z.array(argv).min(1);

/** Words in braces that the runner replaces once there is an instance of the route. */
const listens = /\{listen(Port)?\}/;
const connects = /\{upstream(Port)?\}/;

const routeSchema = z
  .strictObject({
    title: z.string().min(1),
    /** Each must end with exit code 0 where the program is there; the first prints its version. */
    check: commands,
    install: z.string().min(1),
    /** Routes that name the same program share its build. */
    program: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens")
      .optional(),
    build: buildSteps.default([]),
    argv,
    tls: z.enum(routeTls),
    /** What it chooses from by ALPN. */
    alpn: z.array(z.string()).default([]),
    configuration: z.string().min(1).optional(),
    /** What its file is called, where the program goes by the name. */
    configurationFile: z
      .string()
      .regex(/^[a-z][a-z.]*$/, "expected the name of a file such as envoy.yaml")
      .default("configuration"),
    /** A file that it logs to, beside standard error. */
    log: z.string().min(1).optional(),
    /** What it prints on standard error once it accepts connections, where its port listens before. */
    ready: z.string().min(1).optional(),
  })
  .refine(({ tls, alpn }) => tls !== "passthrough" || alpn.length === 0, {
    path: ["alpn"],
    message: "what passes TLS through chooses nothing by ALPN",
  })
  .refine(
    (route) => route.configuration !== undefined || !textOf(route).includes("{configuration}"),
    {
      path: ["argv"],
      message: "{configuration} needs a configuration",
    },
  )
  .refine((route) => listens.test(textOf(route)), {
    path: ["argv"],
    message: "neither argv nor configuration says {listen} or {listenPort}",
  })
  .refine((route) => connects.test(textOf(route)), {
    path: ["argv"],
    message: "neither argv nor configuration says {upstream} or {upstreamPort}",
  });

const textOf = (route: Readonly<{ argv: readonly string[]; configuration?: string | undefined }>) =>
  [...route.argv, route.configuration ?? ""].join("\n");

/** What hands bytes on minds none; what ends TLS can do without where its file says {ssl}. */
const modesOf = (tls: RouteTls, text: string): readonly Mode[] =>
  tls === "passthrough" || (tls === "terminate" && text.includes("{ssl}"))
    ? ["none", "tls", "mtls"]
    : ["tls", "mtls"];

/**
 * The route that one file describes.
 *
 * @param name - the file's, without its ending.
 * @param places - the file's folder, and the one in which each program has its build folder.
 * @throws Misuse with file, line and column.
 */
export const parseRoute = (
  text: string,
  file: string,
  name: string,
  { folder, builds }: Readonly<{ folder: string; builds: string }>,
): Route => {
  const {
    configuration = null,
    log = null,
    ready = null,
    program = name,
    ...route
  } = checkedYaml(text, file, routeSchema);
  const places = { folder, build: join(builds, program) };
  const replaced: Replace = (word) =>
    word.replace(/\{(folder|build)\}/g, (_, place: keyof typeof places) => places[place]);
  return {
    ...route,
    name,
    folder,
    buildFolder: places.build,
    check: route.check.map((command) => command.map(replaced)),
    build: replacedBuild(route.build, folder, replaced),
    argv: route.argv.map((word) => word.replaceAll("{build}", places.build)),
    modes: modesOf(route.tls, textOf({ ...route, configuration: configuration ?? "" })),
    configuration,
    log,
    ready,
  };
};
