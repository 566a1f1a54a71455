package handshakematrix.harness.server;

import com.google.protobuf.Empty;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import plugin.GRPCStdioGrpc;
import plugin.GoPlugin.StdioData;

/**
 * Held open: a host takes the end of this stream for the end of the plugin. What libraries print
 * reaches it through the pipes.
 */
final class Stdio extends GRPCStdioGrpc.GRPCStdioImplBase {
  private final PluginOutput output;

  Stdio(PluginOutput output) {
    this.output = output;
  }

  @Override
  public void streamStdio(Empty request, StreamObserver<StdioData> answer) {
    // It ends with the server. The observer that grpc-java gives a service is always one of these.
    output.add((ServerCallStreamObserver<StdioData>) answer);
  }
}
