"""Tests of the generator; each module is named after what it tests."""
