"""Proof: competency questions, hygiene, OWL profile and reasoner."""
