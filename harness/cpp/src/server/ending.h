#pragma once
#include <atomic>

namespace kv_harness {

// The one moment at which the server is asked to end, by whichever asks first.
class Ending {
 public:
  void ask() {
    asked_.test_and_set();
    asked_.notify_all();
  }
  void wait() const { asked_.wait(false); }

 private:
  std::atomic_flag asked_;
};

}  // namespace kv_harness
