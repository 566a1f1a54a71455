package handshakematrix.harness.server;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import proto.KVGrpc;
import proto.Kv.Empty;
import proto.Kv.GetRequest;
import proto.Kv.GetResponse;
import proto.Kv.PutRequest;

/** {@code proto.KV} over a store of its own. */
final class KvService extends KVGrpc.KVImplBase {
  private final Map<String, ByteString> store = new ConcurrentHashMap<>();

  @Override
  public void get(GetRequest request, StreamObserver<GetResponse> answer) {
    if (refusesEmpty(request.getKey(), answer)) return;
    ByteString value = store.get(request.getKey());
    if (value == null) {
      String text = "no value for key " + request.getKey();
      answer.onError(Status.NOT_FOUND.withDescription(text).asException());
      return;
    }
    answer.onNext(GetResponse.newBuilder().setValue(value).build());
    answer.onCompleted();
  }

  @Override
  public void put(PutRequest request, StreamObserver<Empty> answer) {
    if (refusesEmpty(request.getKey(), answer)) return;
    store.put(request.getKey(), request.getValue());
    answer.onNext(Empty.getDefaultInstance());
    answer.onCompleted();
  }

  private static boolean refusesEmpty(String key, StreamObserver<?> answer) {
    if (!key.isEmpty()) return false;
    answer.onError(Status.INVALID_ARGUMENT.withDescription("the key is empty").asException());
    return true;
  }
}
