"""Carbon accounting: balances, benchmarks, trajectories and targets from stated activities."""
