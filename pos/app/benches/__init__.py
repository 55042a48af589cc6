"""What `bench` measures, each figure beside its floor: the least that the machine itself needs for the same."""
