"""What the portal writes to buyers: letters, the outbox, and the sender."""
