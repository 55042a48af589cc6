"""What people do at the counter, one file per task."""
