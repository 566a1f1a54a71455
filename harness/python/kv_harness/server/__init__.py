"""A go-plugin plugin: the KV server and the services a plugin owes its host."""
