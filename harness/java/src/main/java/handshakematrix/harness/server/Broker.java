package handshakematrix.harness.server;

import handshakematrix.harness.Address;
import handshakematrix.harness.ClientTls;
import handshakematrix.harness.Refusal;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import plugin.GRPCBrokerGrpc;
import plugin.GoPlugin.ConnInfo;

/**
 * The plugin's end of go-plugin's broker: one stream per host, on which each side announces the
 * addresses it listens on (grpc_broker.go). Multiplexing over the first connection is not offered,
 * so no knock is answered.
 */
final class Broker extends GRPCBrokerGrpc.GRPCBrokerImplBase {
  /** How long an address is waited for. */
  static final Duration LIMIT = Duration.ofSeconds(5);

  private final Map<Integer, CompletableFuture<ConnInfo>> announced = new ConcurrentHashMap<>();
  private final Optional<ClientTls> tls;

  /**
   * @param tls how the host is dialled; empty: in the clear
   */
  Broker(Optional<ClientTls> tls) {
    this.tls = tls;
  }

  @Override
  public StreamObserver<ConnInfo> startStream(StreamObserver<ConnInfo> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ConnInfo info) {
        of(info.getServiceId()).complete(info);
      }

      @Override
      public void onError(Throwable error) {
        // The host is gone, and with it who would be told.
      }

      @Override
      public void onCompleted() {
        answer.onCompleted();
      }
    };
  }

  /** A channel to the address that the host announces for the id, which is then forgotten. */
  ManagedChannel dial(int id) throws StatusException, InterruptedException {
    try {
      ConnInfo host = of(id).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return Address.of(host.getNetwork(), host.getAddress()).channel(tls);
    } catch (TimeoutException error) {
      throw Status.DEADLINE_EXCEEDED
          .withDescription("timeout waiting for connection info of broker id " + id)
          .asException();
    } catch (Refusal | ExecutionException error) {
      throw Status.INTERNAL.withDescription(error.getMessage()).withCause(error).asException();
    } finally {
      announced.remove(id);
    }
  }

  private CompletableFuture<ConnInfo> of(int id) {
    return announced.computeIfAbsent(id, unused -> new CompletableFuture<>());
  }
}
