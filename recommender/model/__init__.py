"""The nouns of Tanlu as frozen data; needs nothing but the standard library."""
