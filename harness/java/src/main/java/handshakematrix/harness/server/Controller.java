package handshakematrix.harness.server;

import io.grpc.stub.StreamObserver;
import plugin.GRPCControllerGrpc;
import plugin.GoPlugin.Empty;

/** Ends the plugin when its host asks for it. */
final class Controller extends GRPCControllerGrpc.GRPCControllerImplBase {
  private final Runnable end;

  Controller(Runnable end) {
    this.end = end;
  }

  @Override
  public void shutdown(Empty request, StreamObserver<Empty> answer) {
    answer.onNext(Empty.getDefaultInstance());
    answer.onCompleted();
    end.run();
  }
}
