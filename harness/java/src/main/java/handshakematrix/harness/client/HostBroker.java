package handshakematrix.harness.client;

import handshakematrix.harness.Address;
import handshakematrix.v1.BrokerProofOuterClass.EchoRequest;
import handshakematrix.v1.BrokerProofOuterClass.EchoResponse;
import handshakematrix.v1.CallBackGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import plugin.GRPCBrokerGrpc;
import plugin.GoPlugin.ConnInfo;

/**
 * The host's end of go-plugin's broker (grpc_broker.go): the plugin calls back to the host. One
 * stream for the whole connection: a Go plugin's broker ends with its first stream.
 */
final class HostBroker {
  private final ManagedChannel channel;
  private final Optional<SslContext> context;
  private StreamObserver<ConnInfo> announcements;
  private int lastId = 0;

  /** A broker id on which {@code CallBack} is served until it is closed. */
  record Accepting(int id, Server server) implements AutoCloseable {
    @Override
    public void close() {
      server.shutdownNow();
    }
  }

  /**
   * @param context empty: the plugin calls back in the clear
   */
  HostBroker(ManagedChannel channel, Optional<SslContext> context) {
    this.channel = channel;
    this.context = context;
  }

  synchronized Accepting accept() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    NettyServerBuilder builder = NettyServerBuilder.forAddress(any).addService(new Echo());
    context.ifPresent(builder::sslContext);
    Server server = builder.build().start();
    lastId++;
    Address address = Address.of((InetSocketAddress) server.getListenSockets().get(0));
    if (announcements == null) {
      announcements = GRPCBrokerGrpc.newStub(channel).startStream(new Ignored());
    }
    announcements.onNext(
        ConnInfo.newBuilder()
            .setServiceId(lastId)
            .setNetwork(address.network().word())
            .setAddress(address.text())
            .build());
    return new Accepting(lastId, server);
  }

  private static final class Echo extends CallBackGrpc.CallBackImplBase {
    @Override
    public void echo(EchoRequest request, StreamObserver<EchoResponse> answer) {
      answer.onNext(EchoResponse.newBuilder().setNonce(request.getNonce()).build());
      answer.onCompleted();
    }
  }

  /**
   * What the plugin announces, which nobody asks for, and the stream's end: it then knows no id.
   */
  private static final class Ignored implements StreamObserver<ConnInfo> {
    @Override
    public void onNext(ConnInfo info) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onCompleted() {}
  }
}
