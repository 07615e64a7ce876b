"""Many sites at once: facts in columns, conditions as planes of true and false."""
