import { BlockList, isIP } from "node:net";
import { clientStacks, libraryOf, type StackName, usualStacks } from "../knowledge/stacks.ts";

/** Which proxy a stack's client would go through. */
export type ProxyDecision = Readonly<{
  stack: StackName;
  /** As the variable has it, without user and password. */
  proxy: string;
  variable: string;
}>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable that a stack, or a person, may take for one of a proxy. */
export const proxyVariables = [
  "grpc_proxy",
  "https_proxy",
  "HTTPS_PROXY",
  "http_proxy",
  "HTTP_PROXY",
  "all_proxy",
  "ALL_PROXY",
  "GRPC_PROXY_EXP",
  "no_grpc_proxy",
  "no_proxy",
  "NO_PROXY",
] as const;

/** Those of the stacks that would not dial the target itself. Without a port in a variable's value none is compared. */
export const proxyDecisions = (
  host: string,
  port: number,
  environment: Environment,
  stacks: readonly StackName[] = usualStacks,
): readonly ProxyDecision[] =>
  stacks.flatMap((stack) => {
    const { named, exceptions } = clientStacks[stack].proxy;
    const variable = named.find((name) => environment[name]);
    if (variable === undefined)
      return libraryOf(stack) === "java" ? systemProperty(environment, stack) : [];
    const value = environment[variable] ?? "";
    const unless = environment[exceptions.find((name) => environment[name]) ?? ""] ?? "";
    // net/http never sends localhost through a proxy.
    if (libraryOf(stack) === "go" && isLoopback(host)) return [];
    if (unless.split(",").some((entry) => excepts(entry.trim(), host, port, stack))) return [];
    return [{ stack, proxy: withoutUser(value), variable }];
  });

const systemProperty = (environment: Environment, stack: StackName): readonly ProxyDecision[] => {
  for (const variable of ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"]) {
    const proxy = /-Dhttps\.proxyHost=(\S+)/.exec(environment[variable] ?? "")?.[1];
    if (proxy !== undefined) return [{ stack, proxy, variable }];
  }
  return [];
};

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

const withoutUser = (url: string): string => url.replace(/\/\/[^/@]*@/, "//").slice(0, 200);

/** An entry of no_proxy: a name and what is below it, an address, or a block of addresses. */
const excepts = (entry: string, host: string, port: number, stack: StackName): boolean => {
  if (entry === "") return false;
  const isGo = libraryOf(stack) === "go";
  if (entry === "*") return isGo;
  const [, prefix, length] = /^(.+)\/(\d+)$/.exec(entry) ?? [];
  if (prefix !== undefined) return isWithin(host, prefix, Number(length));
  const [, name = entry, ofPort] = /^([^:]+):(\d+)$/.exec(entry) ?? [];
  if (ofPort !== undefined && (!isGo || Number(ofPort) !== port)) return false;
  if (isIP(host) !== 0) return name === host;
  const suffix = name.toLowerCase();
  const wanted = host.toLowerCase();
  if (!isGo) return wanted.endsWith(suffix);
  return suffix.startsWith(".")
    ? wanted.endsWith(suffix)
    : wanted === suffix || wanted.endsWith(`.${suffix}`);
};

const isWithin = (host: string, prefix: string, length: number): boolean => {
  const family = isIP(host);
  if (family === 0 || family !== isIP(prefix)) return false;
  const type = family === 6 ? "ipv6" : "ipv4";
  try {
    const block = new BlockList();
    block.addSubnet(prefix, length, type);
    return block.check(host, type);
  } catch {
    return false;
  }
};
