"""Other shops' systems: a member's own web shop keeps its customers, gets its stock from here and sends its orders."""
