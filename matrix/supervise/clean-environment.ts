/**
 * Variables that change what a TLS or RPC library does, and would make a cell's result depend on the
 * user's shell: proxies, trust stores, debug switches, options of runtimes.
 */
const influential =
  /^(?:(?:https?|all|no|grpc|no_grpc)_proxy|GRPC_.*|PLUGIN_.*|SSL_CERT_(?:FILE|DIR)|SSLKEYLOGFILE|KV_SERVER_CONFIG|NODE_(?:OPTIONS|DEBUG|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED|USE_SYSTEM_CA|USE_ENV_PROXY)|OPENSSL_CONF|GODEBUG|PYTHON.*)$/i;

/** The environment for processes of a run: the given one without {@link influential} variables. */
export const cleanEnvironment = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !influential.test(name)));
