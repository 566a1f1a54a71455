package handshakematrix.harness.client;

import com.google.gson.JsonObject;
import com.google.protobuf.Empty;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import plugin.GRPCStdioGrpc;
import plugin.GoPlugin.StdioData;

/**
 * What a plugin's application writes, as it comes over {@code plugin.GRPCStdio} (go-plugin's
 * grpc_stdio.go) for as long as the channel is open.
 */
final class HostOutput implements StreamObserver<StdioData> {
  private final Digest stdout = new Digest();
  private final Digest stderr = new Digest();

  static HostOutput stream(Channel channel) {
    HostOutput output = new HostOutput();
    GRPCStdioGrpc.newStub(channel).streamStdio(Empty.getDefaultInstance(), output);
    return output;
  }

  /** All that has come so far. */
  synchronized JsonObject report() {
    JsonObject report = new JsonObject();
    report.add("stdout", stdout.json());
    report.add("stderr", stderr.json());
    return report;
  }

  @Override
  public synchronized void onNext(StdioData piece) {
    Digest came = piece.getChannel() == StdioData.Channel.STDOUT ? stdout : stderr;
    came.add(piece.getData().toByteArray());
  }

  /** A plugin without the service, and its end, are no errors of the host. */
  @Override
  public void onError(Throwable error) {}

  @Override
  public void onCompleted() {}
}
