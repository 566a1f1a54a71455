/**
 * Variables that change what a TLS or RPC library does, and would make a cell's result depend on the
 * user's shell: debug switches, options of runtimes, go-plugin's own.
 */
const ofLibraries =
  /^(?:(?:GRPC_|PLUGIN_|OPENSSL_|PYTHON|BUN_|DENO_)|(?:SSLKEYLOGFILE|KV_SERVER_CONFIG|NODE_(?:OPTIONS|DEBUG|TLS_REJECT_UNAUTHORIZED|USE_SYSTEM_CA)|GODEBUG)$)/i;

/** Proxies and trust stores: a cell must not see them, a download cannot do without. */
const ofTheNetwork =
  /^(?:(?:https?|all|no|grpc|no_grpc)_proxy|SSL_CERT_(?:FILE|DIR)|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY)$/i;

const without = (environment: NodeJS.ProcessEnv, ...removed: readonly RegExp[]) =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !removed.some((names) => names.test(name))),
  );

/** The environment for processes of a run: without what libraries, runtimes and proxies are told by it. */
export const cleanEnvironment = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  without(environment, ofLibraries, ofTheNetwork);

/** The environment for builds, which may have to download. */
export const buildEnvironment = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  without(environment, ofLibraries);
