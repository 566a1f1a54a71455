package handshakematrix.harness;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;

/**
 * TLS of a channel.
 *
 * @param serverName the name to verify, also sent as SNI
 */
public record ClientTls(SslContext context, String serverName) {}
