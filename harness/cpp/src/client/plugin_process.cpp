#include "client/plugin_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <utility>

namespace kv_harness {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// A handshake line with an RSA-4096 certificate has under 2,000 characters.
constexpr std::size_t longest_line = 65'536;

struct FileActions {
  FileActions() { posix_spawn_file_actions_init(&actions); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions); }
  posix_spawn_file_actions_t actions;
};

// NAME=VALUE each: this process's own, with what a go-plugin host sets.
std::vector<std::string> environment_of(const Plugin& plugin, const std::string& host_certificate) {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry; ++entry) {
    const std::string text = *entry;
    const auto name_end = text.find('=');
    if (name_end != std::string::npos)
      variables[text.substr(0, name_end)] = text.substr(name_end + 1);
  }
  variables["BASIC_PLUGIN"] = "hello";
  variables["PLUGIN_MIN_PORT"] = "10000";
  variables["PLUGIN_MAX_PORT"] = "25000";
  variables["PLUGIN_PROTOCOL_VERSIONS"] = std::to_string(plugin.protocol_version);
  if (!host_certificate.empty()) variables["PLUGIN_CLIENT_CERT"] = host_certificate;
  for (const auto& [name, value] : plugin.environment) variables[name] = value;
  std::vector<std::string> lines;
  for (const auto& [name, value] : variables) lines.push_back(name + "=" + value);
  return lines;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

}  // namespace

PluginProcess::PluginProcess(const Plugin& plugin, const std::string& host_certificate) {
  if (plugin.argv.empty()) throw std::runtime_error("the plugin has no argv");
  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe for the plugin");
  FileActions files;
  posix_spawn_file_actions_addopen(&files.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files.actions, ends[1], STDOUT_FILENO);
  auto argv = plugin.argv;
  auto environment = environment_of(plugin, host_certificate);
  const int failure = posix_spawnp(&pid_, argv.front().c_str(), &files.actions, nullptr,
                                   pointers(argv).data(), pointers(environment).data());
  close(ends[1]);
  if (failure == 0) {
    output_ = ends[0];
    return;
  }
  close(ends[0]);
  throw std::runtime_error("the plugin could not be started: " + argv.front() + ": " +
                           std::strerror(failure));
}

PluginProcess::~PluginProcess() {
  if (pid_ != 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  if (output_ >= 0) close(output_);
}

std::string PluginProcess::first_line(Time end) {
  std::string line;
  for (char next = 0; next != '\n' && line.size() < longest_line; line += next) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    pollfd readable{output_, POLLIN, 0};
    if (left <= 0 || poll(&readable, 1, static_cast<int>(left)) <= 0)
      throw std::runtime_error("timeout while waiting for plugin to start");
    if (read(output_, &next, 1) <= 0)
      throw std::runtime_error("plugin exited before we could connect");
  }
  line.erase(line.find_last_not_of("\r\n") + 1);
  // What it prints later is nobody's, but a full pipe would stop it.
  std::thread([from = std::exchange(output_, -1)] {
    for (std::array<char, 4096> ignored; read(from, ignored.data(), ignored.size()) > 0;) {
    }
    close(from);
  }).detach();
  return line;
}

bool PluginProcess::has_ended(Time end) {
  while (pid_ != 0) {
    if (waitpid(pid_, nullptr, WNOHANG) == pid_)
      pid_ = 0;
    else if (Clock::now() >= end)
      return false;
    else
      std::this_thread::sleep_for(2ms);
  }
  return true;
}

}  // namespace kv_harness
