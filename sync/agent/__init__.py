"""The till side: a thread that empties the journal towards the portal and pulls what is new."""
