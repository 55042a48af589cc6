"""The language of the shop: pure rules, no Qt, SQL, network, disk, clock or randomness."""
