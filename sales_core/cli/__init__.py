"""The command line: one file per group of commands; talks to the workspace only. Heavy imports wait."""
