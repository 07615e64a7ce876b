"""From a site profile to a Decision: conditions, facts, statuses and verdicts; pure functions."""
