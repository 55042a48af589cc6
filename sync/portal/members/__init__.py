"""Who belongs: members, their tills and keys."""
