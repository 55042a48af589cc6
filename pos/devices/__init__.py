"""Printers, drawers and scanners, and the one thread that talks to them."""
