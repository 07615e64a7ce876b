"""The rule language: YAML rules → Rulebook, selectors, conditions in words, order of rules."""
