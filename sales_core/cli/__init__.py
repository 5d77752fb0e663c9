"""The command line: one file a command in `commands/`; talks to the facade only. Heavy imports wait."""
