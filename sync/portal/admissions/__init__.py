"""The door at the portal: who was let in where, and tickets that two doors let in."""
