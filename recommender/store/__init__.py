"""Reading and keeping of files: strict YAML, atomic saving, caches; knows nothing of what the files mean."""
