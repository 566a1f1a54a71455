"""The client worker: proves connections and reports what it saw, never a verdict."""
