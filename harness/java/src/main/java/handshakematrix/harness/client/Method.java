package handshakematrix.harness.client;

import com.google.gson.JsonObject;
import com.google.protobuf.ByteString;
import handshakematrix.harness.Fields;
import handshakematrix.harness.Refusal;
import handshakematrix.v1.BrokerProofGrpc;
import handshakematrix.v1.BrokerProofOuterClass.CallHostRequest;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.time.Duration;
import plugin.GRPCControllerGrpc;
import plugin.GoPlugin.Empty;
import proto.KVGrpc;
import proto.Kv.GetRequest;
import proto.Kv.PutRequest;

/** What a call asks for. */
sealed interface Method {
  CallAnswer callOn(Calls calls);

  /** A call that only a plugin's host can make. */
  sealed interface OfPlugin extends Method {}

  record Put(String key, byte[] value) implements Method {
    @Override
    public CallAnswer callOn(Calls calls) {
      PutRequest request =
          PutRequest.newBuilder().setKey(key).setValue(ByteString.copyFrom(value)).build();
      return calls.make(KVGrpc.getPutMethod(), request, answer -> new JsonObject());
    }
  }

  record Get(String key) implements Method {
    @Override
    public CallAnswer callOn(Calls calls) {
      GetRequest request = GetRequest.newBuilder().setKey(key).build();
      return calls.make(
          KVGrpc.getGetMethod(),
          request,
          answer -> CallAnswer.value(answer.getValue().toByteArray()));
    }
  }

  record Health(String service) implements Method {
    @Override
    public CallAnswer callOn(Calls calls) {
      HealthCheckRequest request = HealthCheckRequest.newBuilder().setService(service).build();
      return calls.make(
          HealthGrpc.getCheckMethod(),
          request,
          answer -> CallAnswer.serving(answer.getStatus().name()));
    }
  }

  /**
   * @param path without its first slash
   */
  record Unary(String path, byte[] value) implements Method {
    @Override
    public CallAnswer callOn(Calls calls) {
      return calls.make(BytesMarshaller.method(path, MethodType.UNARY), value, CallAnswer::value);
    }
  }

  record Rpc(RpcRequest request) implements Method {
    @Override
    public CallAnswer callOn(Calls calls) {
      return RpcCall.whenDue(request, calls).make();
    }
  }

  record Broker(byte[] nonce) implements OfPlugin {
    @Override
    public CallAnswer callOn(Calls calls) {
      try (HostBroker.Accepting accepting = calls.plugin().broker().accept()) {
        CallHostRequest request =
            CallHostRequest.newBuilder()
                .setBrokerId(accepting.id())
                .setNonce(ByteString.copyFrom(nonce))
                .build();
        return calls.make(
            BrokerProofGrpc.getCallHostMethod(),
            request,
            answer -> CallAnswer.value(answer.getEchoed().toByteArray()));
      } catch (IOException error) {
        return CallAnswer.unavailable(error);
      }
    }
  }

  /**
   * @param after before it is asked for
   */
  record Shutdown(Duration after) implements OfPlugin {
    @Override
    public CallAnswer callOn(Calls calls) {
      calls.pause(after);
      CallAnswer asked =
          calls.make(
              GRPCControllerGrpc.getShutdownMethod(),
              Empty.getDefaultInstance(),
              answer -> new JsonObject());
      return asked.with(calls.plugin().process().endWithin(calls.deadline()));
    }
  }

  static Method of(Fields call) throws Refusal {
    String name = call.text("call");
    return switch (name) {
      case "put" -> new Put(call.text("key"), value(call.fields("value")));
      case "get" -> new Get(call.text("key"));
      case "health" -> new Health(call.text("service"));
      case "unary" -> new Unary(path(call), value(call.fields("value")));
      case "rpc" -> new Rpc(RpcRequest.of(call));
      case "broker" -> new Broker(call.base64("nonce"));
      case "shutdown" -> new Shutdown(call.has("afterMs") ? call.pause("afterMs") : Duration.ZERO);
      default -> throw call.expected("call", "put, get, health, unary, rpc, broker or shutdown");
    };
  }

  private static String path(Fields call) throws Refusal {
    String path = call.text("path");
    if (path.matches("/[^/]+/[^/]+")) return path.substring(1);
    throw call.expected("path", "/package.Service/Method");
  }

  static byte[] value(Fields value) throws Refusal {
    if (value.has("base64")) return value.base64("base64");
    Fields pattern = value.fields("pattern");
    byte[] bytes = new byte[pattern.natural("size", Integer.MAX_VALUE)];
    int first = pattern.natural("first", 255);
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (first + i);
    return bytes;
  }
}
