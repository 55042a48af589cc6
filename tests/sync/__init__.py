"""Tests of the sync between tills and portal."""
