"""The page of Tanlu: it draws what the engine returns and decides nothing."""
