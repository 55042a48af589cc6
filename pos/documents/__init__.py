"""Receipts and reports: immutable document, layout, then ESC/POS, PDF, PNG or text."""
