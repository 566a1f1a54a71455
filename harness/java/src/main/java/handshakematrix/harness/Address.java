package handshakematrix.harness;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Where to listen or to dial. */
public record Address(Network network, String text) {
  public enum Network {
    TCP,
    UNIX;

    /** As messages name it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Network> of(String word) {
      return Arrays.stream(values()).filter(network -> network.word().equals(word)).findFirst();
    }
  }

  /**
   * @param word of the network
   */
  public static Address of(String word, String text) throws Refusal {
    Network network =
        Network.of(word)
            .orElseThrow(
                () -> new Refusal.Unsupported("network " + word + ": it knows tcp and unix"));
    Address address = new Address(network, text);
    address.socketAddress();
    return address;
  }

  public static Address of(Fields fields) throws Refusal {
    return of(fields.text("network"), fields.text("address"));
  }

  public static Address of(InetSocketAddress address) {
    return new Address(Network.TCP, textOf(address));
  }

  /** As messages have it: of TCP without a host's name. */
  public static String textOf(SocketAddress address) {
    return address instanceof InetSocketAddress tcp
        ? tcp.getAddress().getHostAddress() + ":" + tcp.getPort()
        : address.toString();
  }

  public NettyServerBuilder serverBuilder() throws Refusal.Invalid {
    NettyServerBuilder builder = NettyServerBuilder.forAddress(socketAddress());
    return switch (network) {
      case TCP -> builder;
      case UNIX ->
          builder
              .channelType(NioServerDomainSocketChannel.class)
              .bossEventLoopGroup(DomainSockets.LOOPS)
              .workerEventLoopGroup(DomainSockets.LOOPS);
    };
  }

  /**
   * A channel of its own, without a name resolver or a proxy between. It connects at its first
   * call.
   *
   * @param tls empty: in the clear
   */
  public ManagedChannel channel(Optional<ClientTls> tls) throws Refusal.Invalid {
    return channel(tls, Optional.empty());
  }

  /**
   * As the other.
   *
   * @param silence after which its connection is pinged, while it has calls; empty: never.
   *     grpc-java makes ten seconds of less
   */
  public ManagedChannel channel(Optional<ClientTls> tls, Optional<Duration> silence)
      throws Refusal.Invalid {
    NettyChannelBuilder builder = channelBuilder();
    silence.ifPresent(time -> builder.keepAliveTime(time.toNanos(), TimeUnit.NANOSECONDS));
    return tls.map(
            given -> builder.overrideAuthority(given.serverName()).sslContext(given.context()))
        .orElseGet(builder::usePlaintext)
        .build();
  }

  private NettyChannelBuilder channelBuilder() throws Refusal.Invalid {
    NettyChannelBuilder builder = NettyChannelBuilder.forAddress(socketAddress());
    return switch (network) {
      case TCP -> builder;
      case UNIX ->
          builder
              .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
              .eventLoopGroup(DomainSockets.LOOPS)
              .overrideAuthority("localhost");
    };
  }

  private SocketAddress socketAddress() throws Refusal.Invalid {
    try {
      return switch (network) {
        case TCP -> {
          int colon = text.lastIndexOf(':');
          String host = text.substring(0, Math.max(colon, 0));
          yield new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
        }
        case UNIX -> {
          if (!text.startsWith("/")) throw new IllegalArgumentException("not an absolute path");
          yield UnixDomainSocketAddress.of(text);
        }
      };
    } catch (IllegalArgumentException error) {
      throw new Refusal.Invalid("address " + text + ": " + error.getMessage(), error);
    }
  }

  /** grpc-java's own event loops are of TCP alone. */
  private static final class DomainSockets {
    /** Netty 4.2 deprecates it; grpc-java 1.80 is on 4.1, which has no other. */
    @SuppressWarnings("deprecation")
    static final EventLoopGroup LOOPS = new NioEventLoopGroup(1);
  }
}
