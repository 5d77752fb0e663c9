"""Room of derivations: one file each."""
