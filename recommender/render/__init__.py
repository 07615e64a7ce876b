"""Draw a Roadmap: JSON contract, terminal text, Markdown. Nothing is decided here."""
