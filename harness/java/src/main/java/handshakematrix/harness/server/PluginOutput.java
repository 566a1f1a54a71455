package handshakematrix.harness.server;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import plugin.GoPlugin.StdioData;

/**
 * What a plugin's application writes (go-plugin's grpc_stdio.go): for the first host that streams
 * it, and kept until there is one.
 */
final class PluginOutput {
  /** go-plugin's own pieces have this size at most. */
  private static final int PIECE_BYTES = 1024;

  private final Set<ServerCallStreamObserver<StdioData>> streams = new LinkedHashSet<>();
  private final Queue<StdioData> kept = new ArrayDeque<>();

  synchronized void write(StdioData.Channel channel, ByteString bytes) {
    for (int at = 0; at < bytes.size(); at += PIECE_BYTES) {
      ByteString piece = bytes.substring(at, Math.min(at + PIECE_BYTES, bytes.size()));
      kept.add(StdioData.newBuilder().setChannel(channel).setData(piece).build());
    }
    give();
  }

  synchronized void add(ServerCallStreamObserver<StdioData> stream) {
    stream.setOnCancelHandler(() -> remove(stream));
    streams.add(stream);
    give();
  }

  private synchronized void remove(ServerCallStreamObserver<StdioData> stream) {
    streams.remove(stream);
  }

  private void give() {
    if (streams.isEmpty()) return;
    kept.forEach(streams.iterator().next()::onNext);
    kept.clear();
  }
}
