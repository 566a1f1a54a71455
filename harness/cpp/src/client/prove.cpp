#include "client/prove.h"

#include <algorithm>
#include <future>

#include "channel.h"
#include "client/call.h"
#include "handshake_line.h"
#include "refusal.h"

namespace kv_harness {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

Clock::duration milliseconds(double count) {
  return std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double, std::milli>(count));
}

std::shared_ptr<Session> dial(const Address& to, const Tls& tls) {
  auto credentials = grpc::InsecureChannelCredentials();
  if (tls.mode == "tls") credentials = client_credentials(tls.ca, std::nullopt);
  if (tls.mode == "mtls")
    credentials = client_credentials(tls.ca, Identity{tls.key, tls.certificate});
  auto session = std::make_shared<Session>();
  session->channel = open_channel(target_of(to.network, to.address), credentials, tls.server_name);
  return session;
}

void open_plugin_channel(Session& session, const HandshakeLine& line,
                         const std::optional<Identity>& own) {
  const std::string target = target_of(line.network, line.address);
  if (!own) {
    session.channel = open_channel(target, grpc::InsecureChannelCredentials(), std::nullopt);
    session.broker = std::make_unique<HostBroker>(session.channel, std::nullopt);
    return;
  }
  if (line.certificate.empty()) throw Invalid("the plugin's line has no certificate");
  const AutoMtls auto_mtls{*own, pem_of(line.certificate)};
  const auto credentials = client_credentials(auto_mtls.peer_certificate, own);
  session.channel = open_channel(target, credentials, auto_mtls_name);
  session.broker = std::make_unique<HostBroker>(session.channel, auto_mtls);
}

// Starts the plugin and dials what it says. `start` becomes the report of that; null if it failed.
std::shared_ptr<Session> host(const Plugin& plugin, const Tls& tls, Clock::time_point end,
                              json& start) {
  std::optional<Identity> own;
  if (tls.mode == "auto-mtls") own = self_signed(tls.key, tls.key_type);
  const auto begun = Clock::now();
  const auto start_end = std::min(end, begun + milliseconds(plugin.start_timeout_ms));
  try {
    auto session = std::make_shared<Session>();
    session->plugin = std::make_unique<PluginProcess>(plugin, own ? own->certificates : "");
    const std::string line = session->plugin->first_line(start_end);
    open_plugin_channel(*session, parse_handshake_line(line, plugin.protocol_version), own);
    start = {{"line", line}, {"elapsedMs", ms_since(begun)}};
    return session;
  } catch (const std::runtime_error& error) {
    start = {{"line", nullptr},
             {"elapsedMs", ms_since(begun)},
             {"error", {{"message", error.what()}, {"chain", json::array()}}}};
    return nullptr;
  }
}

json make_step(Session& session, const Step& step, Clock::time_point end, Seen& seen) {
  const auto begun = Clock::now();
  std::vector<std::future<json>> calls;
  for (const Call& call : step.calls)
    calls.push_back(
        std::async(std::launch::async, [&] { return make_call(session, call, end, seen); }));
  json reports = json::array();
  for (auto& call : calls) reports.push_back(call.get());
  return {{"name", step.name}, {"elapsedMs", ms_since(begun)}, {"calls", reports}};
}

bool goes_on(const Step& step, const json& report) {
  return std::ranges::equal(step.calls, report.at("calls"), [](const Call& call, const json& made) {
    return call.continue_on.contains(made.at("status"));
  });
}

}  // namespace

std::shared_ptr<Session> Prover::find(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) throw Invalid("target.id: no session " + id);
  return found->second;
}

std::string Prover::keep(std::shared_ptr<Session> session) {
  const std::lock_guard lock(mutex_);
  const std::string id = std::to_string(++last_id_);
  sessions_[id] = std::move(session);
  return id;
}

void Prover::forget(const std::string& id) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(id);
}

json Prover::prove(const Prove& request) {
  const auto end = Clock::now() + milliseconds(request.deadline_ms);
  json start;
  std::shared_ptr<Session> session;
  const auto* kept = std::get_if<KeptSession>(&request.target);
  if (kept) session = find(kept->id);
  if (const auto* plugin = std::get_if<Plugin>(&request.target))
    session = host(*plugin, request.tls, end, start);
  if (const auto* address = std::get_if<Address>(&request.target))
    session = dial(*address, request.tls);
  Seen seen;
  json steps = json::array();
  if (session)
    for (const Step& step : request.steps) {
      steps.push_back(make_step(*session, step, end, seen));
      if (!goes_on(step, steps.back())) break;
    }
  json id;
  if (request.keep_open && session) id = kept ? kept->id : keep(session);
  if (kept && !request.keep_open) forget(kept->id);
  // Closed before the answer, unless it was kept.
  session.reset();
  return {{"kind", "observed"},
          {"start", start},
          {"steps", steps},
          {"serverCertificate", seen.server_certificate},
          {"clientCertificate", seen.client_certificate},
          {"peer", seen.peer},
          {"session", id}};
}

}  // namespace kv_harness
