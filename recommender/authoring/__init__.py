"""For those who write rules: what a change moves, what the examples exercise, where the rules are thin."""
