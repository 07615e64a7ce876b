"""`python -m recommender.cli` is the command `tanlu`."""

from recommender.cli import main

main()
