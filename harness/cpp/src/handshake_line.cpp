#include "handshake_line.h"

#include <charconv>
#include <optional>
#include <vector>

#include "encoding.h"
#include "refusal.h"

namespace kv_harness {
namespace {

// A host takes a shorter field 6 for something else, which old plugins put there.
constexpr std::size_t longest_not_a_certificate = 50;

std::string trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(space) + 1 - first));
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (std::size_t end; (end = line.find('|')) != std::string_view::npos;
       line.remove_prefix(end + 1))
    fields.emplace_back(line.substr(0, end));
  fields.emplace_back(line);
  return fields;
}

std::optional<int> number_in(const std::string& field) {
  int number = 0;
  const char* end = field.data() + field.size();
  const auto [after, error] = std::from_chars(field.data(), end, number);
  return error == std::errc() && after == end ? std::optional(number) : std::nullopt;
}

std::string certificate_in(const std::string& field) {
  if (field.ends_with('=')) throw Invalid("error parsing server cert: it has padding");
  try {
    return from_base64(field);
  } catch (const Invalid& error) {
    throw Invalid(std::string("error parsing server cert: ") + error.what());
  }
}

}  // namespace

std::string format(const HandshakeLine& line) {
  std::string certificate = to_base64(line.certificate);
  while (certificate.ends_with('=')) certificate.pop_back();
  return "1|1|" + line.network + "|" + line.address + "|grpc|" + certificate;
}

HandshakeLine parse_handshake_line(std::string_view text, int version) {
  const std::string line = trimmed(text);
  auto fields = fields_of(line);
  if (fields.size() < 4) throw Invalid("Unrecognized remote plugin message: " + line);
  const auto core = number_in(fields[0]), spoken = number_in(fields[1]);
  if (!core)
    throw Invalid("error parsing core protocol version: \"" + fields[0] + "\" is not a number");
  if (core != 1)
    throw Invalid("incompatible core API version with plugin. Plugin version: " + fields[0] +
                  ", Core version: 1");
  if (!spoken) throw Invalid("Error parsing protocol version \"" + fields[1] + "\": not a number");
  if (spoken != version)
    throw Invalid("incompatible API version with plugin. Plugin version: " + fields[1] +
                  ", Client versions: [" + std::to_string(version) + "]");
  if (fields[2] != "tcp" && fields[2] != "unix")
    throw Invalid("unknown address type: " + fields[2]);
  if (fields[3].empty()) throw Invalid("the plugin's address is empty");
  if (fields.size() < 5) fields.emplace_back("netrpc");
  if (fields[4] != "grpc")
    throw Invalid("unsupported plugin protocol \"" + fields[4] + "\". Supported: [grpc]");
  HandshakeLine read{fields[2], fields[3], {}};
  if (fields.size() > 5 && fields[5].size() > longest_not_a_certificate)
    read.certificate = certificate_in(fields[5]);
  return read;
}

}  // namespace kv_harness
