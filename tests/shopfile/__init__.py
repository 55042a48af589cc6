"""Tests of shopfile."""
