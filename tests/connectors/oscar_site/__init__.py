"""A django-oscar shop: run by the Python of its own environment, never imported by the tests."""
