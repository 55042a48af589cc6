"""What the chamber may publish of its members' sales: protected tables and nothing else."""
