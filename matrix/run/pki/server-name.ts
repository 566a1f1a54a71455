/** The name in every certificate of `tls` and `mtls`; dotted, because some stacks send no SNI for others. */
export const serverName = "kv.handshake-matrix.test";
