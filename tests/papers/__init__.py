"""Tests of reading and writing files of tables."""
