#include "refusal.h"

#include <fstream>
#include <iterator>

namespace kv_harness {

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw Invalid(path + ": cannot be read");
  return content;
}

}  // namespace kv_harness
