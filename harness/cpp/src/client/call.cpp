#include "client/call.h"

#include <grpcpp/generic/generic_stub.h>

#include <algorithm>
#include <array>
#include <future>
#include <thread>

#include "broker_proof.pb.h"
#include "encoding.h"
#include "health.pb.h"
#include "identity.h"
#include "kv.pb.h"

namespace kv_harness {
namespace {

using grpc::Status;
using grpc::StatusCode;
using nlohmann::json;
using Clock = std::chrono::steady_clock;

json status_report(const Status& status) {
  constexpr std::array names{"OK",
                             "CANCELLED",
                             "UNKNOWN",
                             "INVALID_ARGUMENT",
                             "DEADLINE_EXCEEDED",
                             "NOT_FOUND",
                             "ALREADY_EXISTS",
                             "PERMISSION_DENIED",
                             "RESOURCE_EXHAUSTED",
                             "FAILED_PRECONDITION",
                             "ABORTED",
                             "OUT_OF_RANGE",
                             "UNIMPLEMENTED",
                             "INTERNAL",
                             "UNAVAILABLE",
                             "DATA_LOSS",
                             "UNAUTHENTICATED"};
  const auto code = static_cast<std::size_t>(status.error_code());
  if (code < names.size())
    return {{"status", names[code]}, {"message", status.error_message()}, {"chain", json::array()}};
  const std::string text = "status " + std::to_string(code) + ": " + status.error_message();
  return {{"status", "UNKNOWN"}, {"message", text}, {"chain", json::array()}};
}

json with_value(const Status& status, const std::string& bytes) {
  json report = status_report(status);
  if (status.ok()) report["value"] = {{"size", bytes.size()}, {"sha256", sha256(bytes)}};
  return report;
}

// Without the scheme that gRPC puts before it.
std::string address_of(const std::string& peer) {
  return peer.starts_with("ipv4:") || peer.starts_with("unix:") ? peer.substr(5) : peer;
}

void look_at(const grpc::ClientContext& context, Seen& seen) {
  const std::lock_guard lock(seen.mutex);
  if (const auto peer = context.peer(); !peer.empty()) seen.peer = address_of(peer);
  if (const auto tls = context.auth_context(); tls && tls->IsPeerAuthenticated())
    for (const auto& pem : tls->FindPropertyValues("x509_pem_cert"))
      seen.server_certificate = to_base64(der_of({pem.data(), pem.size()}));
  const auto& trailers = context.GetServerTrailingMetadata();
  if (const auto told = trailers.find("kv-peer-certificate-bin"); told != trailers.end())
    seen.client_certificate = to_base64({told->second.data(), told->second.size()});
}

std::string bytes_of(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return {};
  std::string bytes;
  for (const grpc::Slice& slice : slices)
    bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

class Caller {
 public:
  Caller(Session& session, Clock::time_point end, Seen& seen)
      : session_(session), end_(end), seen_(seen) {}

  json operator()(const Put& put) const {
    proto::PutRequest request;
    request.set_key(put.key);
    request.set_value(put.value);
    proto::Empty nothing;
    return status_report(call("/proto.KV/Put", request, nothing));
  }

  json operator()(const Get& get) const {
    proto::GetRequest request;
    request.set_key(get.key);
    proto::GetResponse response;
    const Status status = call("/proto.KV/Get", request, response);
    return with_value(status, response.value());
  }

  json operator()(const Health& health) const {
    using grpc::health::v1::HealthCheckResponse;
    grpc::health::v1::HealthCheckRequest request;
    request.set_service(health.service);
    HealthCheckResponse response;
    const Status status = call("/grpc.health.v1.Health/Check", request, response);
    json report = status_report(status);
    if (status.ok()) report["serving"] = HealthCheckResponse::ServingStatus_Name(response.status());
    return report;
  }

  json operator()(const Unary& unary) const {
    grpc::ByteBuffer response;
    const Status status = call_in_bytes(unary.path, unary.value, response);
    return with_value(status, bytes_of(response));
  }

  json operator()(const BrokerCall& broker) const {
    if (!session_.broker) return status_report({StatusCode::INTERNAL, "not a plugin's session"});
    const auto [id, server] = session_.broker->offer();
    if (!server) return status_report({StatusCode::INTERNAL, "the host cannot listen"});
    handshakematrix::v1::CallHostRequest request;
    request.set_broker_id(id);
    request.set_nonce(broker.nonce);
    handshakematrix::v1::CallHostResponse response;
    const Status status = call("/handshakematrix.v1.BrokerProof/CallHost", request, response);
    server->Shutdown(std::chrono::system_clock::now());
    return with_value(status, response.echoed());
  }

  json operator()(const Shutdown& shutdown) const {
    const auto pause = std::chrono::duration_cast<Clock::duration>(shutdown.after);
    std::this_thread::sleep_until(std::min(end_, Clock::now() + pause));
    const auto start = Clock::now();
    plugin::Empty nothing;
    json report = status_report(call("/plugin.GRPCController/Shutdown", nothing, nothing));
    report["exited"] = session_.plugin && session_.plugin->has_ended(end_);
    report["waitedMs"] = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    return report;
  }

 private:
  Status call_in_bytes(const std::string& path, const std::string& request,
                       grpc::ByteBuffer& response) const {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + (end_ - Clock::now()));
    const grpc::Slice slice(request);
    const grpc::ByteBuffer sent(&slice, 1);
    std::promise<Status> ended;
    grpc::GenericStub(session_.channel)
        .UnaryCall(&context, path, {}, &sent, &response,
                   [&](Status status) { ended.set_value(std::move(status)); });
    const Status status = ended.get_future().get();
    look_at(context, seen_);
    if (status.ok() && !response.Valid()) return {StatusCode::UNKNOWN, "OK without a message"};
    return status;
  }

  template <typename Request, typename Response>
  Status call(const std::string& path, const Request& request, Response& response) const {
    grpc::ByteBuffer received;
    const Status status = call_in_bytes(path, request.SerializeAsString(), received);
    if (!status.ok()) return status;
    return grpc::SerializationTraits<Response>::Deserialize(&received, &response);
  }

  Session& session_;
  Clock::time_point end_;
  Seen& seen_;
};

}  // namespace

json make_call(Session& session, const Call& call, Clock::time_point end, Seen& seen) {
  return std::visit(Caller(session, end, seen), call.what);
}

}  // namespace kv_harness
