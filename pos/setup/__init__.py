"""Making the till's own Python environment and checking the machine: standard library only.

These rooms run before anything is installed, on the system's Python. They may use nothing but the
standard library, `pos.wording` and `pos.domain.errors`.
"""
