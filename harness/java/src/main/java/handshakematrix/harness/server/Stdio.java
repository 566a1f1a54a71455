package handshakematrix.harness.server;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import plugin.GRPCStdioGrpc;
import plugin.GoPlugin.StdioData;

/**
 * Held open and silent: a host takes the end of this stream for the end of the plugin, and gets the
 * real stdout and stderr through the pipes.
 */
final class Stdio extends GRPCStdioGrpc.GRPCStdioImplBase {
  @Override
  public void streamStdio(Empty request, StreamObserver<StdioData> answer) {
    // It ends with the server.
  }
}
