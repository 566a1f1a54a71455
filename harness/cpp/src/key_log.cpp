#include "key_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace kv_harness {
namespace {

// gRPC 1.51 empties the file that it opens, and ends a line with a carriage return alone, which no
// reader of the NSS format takes for an end. Hence it writes into a pipe, and this copies to the
// file.
std::string start_copying(const std::string& file) {
  std::array<int, 2> ends;
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe for the key log");
  std::thread([file, from = ends[0]] {
    std::ofstream log(file, std::ios::app);
    std::array<char, 4096> bytes;
    for (ssize_t size; (size = read(from, bytes.data(), bytes.size())) > 0; log.flush()) {
      std::replace(bytes.begin(), bytes.begin() + size, '\r', '\n');
      log.write(bytes.data(), size);
    }
  }).detach();
  return "/dev/fd/" + std::to_string(ends[1]);
}

}  // namespace

std::optional<std::string> key_log() {
  const char* file = std::getenv("SSLKEYLOGFILE");
  if (!file || !*file) return std::nullopt;
  static const std::string path = start_copying(file);
  return path;
}

}  // namespace kv_harness
