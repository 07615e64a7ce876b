"""From a Decision to a Roadmap: scores, stages, packages, questions, what was left out; pure functions."""
