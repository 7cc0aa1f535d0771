"""HOW BALLOTS ARE COUNTED: integers in, a result and its working out. No Flask, no SQL."""
