"""Reading and keeping of files: strict YAML, the names and values in it, site profiles, the cache."""
