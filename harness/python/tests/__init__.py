"""Tests of the harness: its rules as tables, its programs as processes."""
