#pragma once
#include <sys/types.h>

#include <chrono>
#include <string>

#include "client/request.h"

namespace kv_harness {

// A program that was started as go-plugin's host starts its plugin. It is killed with its owner, if
// it still runs.
class PluginProcess {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `host_certificate` (PEM) is empty without AutoMTLS. Throws std::runtime_error if it cannot be
  // started.
  PluginProcess(const Plugin& plugin, const std::string& host_certificate);
  ~PluginProcess();
  PluginProcess(const PluginProcess&) = delete;
  PluginProcess& operator=(const PluginProcess&) = delete;

  // Its first line. Throws std::runtime_error if none came until `end`. Called once.
  std::string first_line(Time end);
  // Whether it ended until `end`.
  bool has_ended(Time end);

 private:
  pid_t pid_ = 0;
  int output_ = -1;
};

}  // namespace kv_harness
