"""What the program does by the clock: jobs declared in one place, each run once by whichever process comes first."""
