"""The chamber's double entry: commission out of the journal, the advance, the pot commun, statements."""
