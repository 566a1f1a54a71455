#pragma once
#include <stdexcept>
#include <string>

namespace kv_harness {

// What was asked for and cannot be done with grpc++.
struct Unsupported : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// What makes no sense, or names a file that cannot be read.
struct Invalid : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The whole content of a file. Throws Invalid, which names the file, if it cannot be read.
std::string read_file(const std::string& path);

}  // namespace kv_harness
