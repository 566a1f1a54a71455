package handshakematrix.harness.client;

import com.google.protobuf.ByteString;
import handshakematrix.harness.Fields;
import handshakematrix.harness.MetadataEntry;
import handshakematrix.harness.Refusal;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * What the call {@code rpc} asks for.
 *
 * @param cancelAfterMessages once so many responses were received
 * @param beginAfter before it is begun
 */
record RpcRequest(
    MethodDescriptor<byte[], byte[]> method,
    List<byte[]> requests,
    List<MetadataEntry> metadata,
    Optional<Duration> deadline,
    Duration sendEvery,
    boolean halfClose,
    boolean compressed,
    boolean waitForReady,
    Optional<Duration> cancelAfter,
    OptionalInt cancelAfterMessages,
    Duration beginAfter) {

  static RpcRequest of(Fields call) throws Refusal {
    MethodType type = type(call);
    List<byte[]> requests = new ArrayList<>();
    for (Fields value : call.list("requests")) requests.add(Method.value(value));
    if (type.clientSendsOneMessage() && requests.size() != 1) {
      throw call.expected("requests", "one, which is all that such a call has");
    }
    List<MetadataEntry> metadata = new ArrayList<>();
    for (Fields entry : call.list("metadata")) {
      ByteString value = ByteString.copyFrom(entry.base64("value"));
      metadata.add(new MetadataEntry(entry.text("name"), value));
    }
    boolean compressed = !call.isNull("compression");
    if (compressed && !call.text("compression").equals("gzip")) {
      throw call.expected("compression", "gzip or null");
    }
    boolean cancels = !call.isNull("cancel");
    boolean byTime = cancels && call.fields("cancel").has("afterMs");
    return new RpcRequest(
        BytesMarshaller.method(call.text("path").replaceFirst("^/", ""), type),
        requests,
        metadata,
        call.isNull("deadlineMs") ? Optional.empty() : Optional.of(call.pause("deadlineMs")),
        call.pause("sendEveryMs"),
        call.flag("halfClose"),
        compressed,
        call.flag("waitForReady"),
        byTime ? Optional.of(call.fields("cancel").pause("afterMs")) : Optional.empty(),
        cancels && !byTime
            ? OptionalInt.of(call.fields("cancel").natural("afterMessages", Integer.MAX_VALUE))
            : OptionalInt.empty(),
        call.has("beginAfterMs") ? call.pause("beginAfterMs") : Duration.ZERO);
  }

  CallOptions options() {
    CallOptions options = CallOptions.DEFAULT;
    if (deadline.isPresent()) {
      options = options.withDeadlineAfter(deadline.get().toNanos(), TimeUnit.NANOSECONDS);
    }
    if (compressed) options = options.withCompression("gzip");
    return waitForReady ? options.withWaitForReady() : options;
  }

  private static MethodType type(Fields call) throws Refusal {
    return switch (call.text("kind")) {
      case "unary" -> MethodType.UNARY;
      case "client-stream" -> MethodType.CLIENT_STREAMING;
      case "server-stream" -> MethodType.SERVER_STREAMING;
      case "bidi" -> MethodType.BIDI_STREAMING;
      default -> throw call.expected("kind", "unary, client-stream, server-stream or bidi");
    };
  }
}
