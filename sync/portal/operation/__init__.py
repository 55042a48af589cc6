"""What those who run a portal need: is it well, what does it do, and a copy of its database."""
