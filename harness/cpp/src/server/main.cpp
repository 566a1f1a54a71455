// A go-plugin plugin, or a server with the listeners that KV_SERVER_CONFIG names.
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string_view>
#include <thread>

#include "handshake_line.h"
#include "refusal.h"
#include "server/broker.h"
#include "server/configuration.h"
#include "server/ending.h"
#include "server/kv.h"
#include "server/listen.h"
#include "server/plugin_services.h"

namespace {

using namespace kv_harness;
using namespace std::chrono_literals;

std::string announcement(const Configuration& configuration,
                         const std::optional<AutoMtls>& auto_mtls) {
  if (configuration.is_plugin) {
    const Listener& listener = configuration.listeners.front();
    return format(
        {listener.network, listener.address, auto_mtls ? der_of(auto_mtls->own.certificates) : ""});
  }
  auto listeners = nlohmann::json::array();
  for (const Listener& listener : configuration.listeners)
    listeners.push_back(
        {{"id", listener.id}, {"network", listener.network}, {"address", listener.address}});
  return nlohmann::json{{"listeners", listeners}}.dump();
}

sigset_t ending_signals(bool is_plugin) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  // The terminal sends it to the host's whole group; the host then ends its plugins itself, as
  // under go-plugin (server.go).
  if (is_plugin)
    signal(SIGINT, SIG_IGN);
  else
    sigaddset(&signals, SIGINT);
  return signals;
}

void serve() {
  const char* text = std::getenv("KV_SERVER_CONFIG");
  Configuration configuration = text ? parse_configuration(text) : plain_plugin();
  const sigset_t signals = ending_signals(configuration.is_plugin);
  // Before the library starts its threads, which inherit the mask.
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::vector<Security> securities;
  for (const Listener& listener : configuration.listeners)
    securities.push_back(security_of(listener));
  const auto& auto_mtls = securities.front().auto_mtls;
  Ending ending;
  Kv kv;
  Controller controller(ending);
  Stdio stdio;
  Broker broker;
  BrokerProof proof(broker, auto_mtls);
  const auto server =
      listen(configuration.listeners, securities, {&kv, &controller, &stdio, &broker, &proof});
  std::thread([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    ending.ask();
  }).detach();
  if (configuration.end_on_stdin_eof)
    std::thread([&] {
      for (char ignored; read(STDIN_FILENO, &ignored, 1) > 0;) {
      }
      ending.ask();
    }).detach();
  std::cout << announcement(configuration, auto_mtls) << std::endl;
  ending.wait();
  server->Shutdown(std::chrono::system_clock::now() + 200ms);
  // The two threads above still wait for what may never come.
  std::_Exit(0);
}

}  // namespace

int main() {
  const char* cookie = std::getenv("BASIC_PLUGIN");
  if (!cookie || std::string_view(cookie) != "hello") {
    std::cerr << "kv-server: this is a plugin of the gRPC handshake matrix: a go-plugin host "
                 "starts it with BASIC_PLUGIN=hello\n";
    return 1;
  }
  try {
    serve();
  } catch (const Unsupported& error) {
    std::cerr << "unsupported: " << error.what() << '\n';
    return 127;
  } catch (const std::exception& error) {
    std::cerr << "kv-server: " << error.what() << '\n';
    return 1;
  }
}
