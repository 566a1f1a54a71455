package handshakematrix.harness.server;

import handshakematrix.v1.BrokerProofGrpc;
import handshakematrix.v1.BrokerProofOuterClass.CallHostRequest;
import handshakematrix.v1.BrokerProofOuterClass.CallHostResponse;
import handshakematrix.v1.BrokerProofOuterClass.EchoRequest;
import handshakematrix.v1.CallBackGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.TimeUnit;

/** Calls the host back, over a connection that the broker arranged. */
final class BrokerProof extends BrokerProofGrpc.BrokerProofImplBase {
  private final Broker broker;

  BrokerProof(Broker broker) {
    this.broker = broker;
  }

  @Override
  public void callHost(CallHostRequest request, StreamObserver<CallHostResponse> answer) {
    try {
      ManagedChannel host = broker.dial(request.getBrokerId());
      try {
        EchoRequest echo = EchoRequest.newBuilder().setNonce(request.getNonce()).build();
        var echoed =
            CallBackGrpc.newBlockingStub(host)
                .withDeadlineAfter(Broker.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .echo(echo);
        answer.onNext(CallHostResponse.newBuilder().setEchoed(echoed.getNonce()).build());
        answer.onCompleted();
      } finally {
        host.shutdownNow();
      }
    } catch (StatusException | StatusRuntimeException error) {
      answer.onError(error);
    } catch (InterruptedException error) {
      answer.onError(Status.CANCELLED.withCause(error).asException());
    }
  }
}
