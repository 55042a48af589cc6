"""Tests of the chamber's accounts."""
