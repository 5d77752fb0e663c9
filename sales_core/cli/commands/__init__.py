"""One file a command, found by scanning: `signin_link.py` is the command `signin-link`.

Each has `add_arguments(parser)`, which imports nothing heavy, and `run(arguments, session)`, which returns the exit
code. Texts: `cli.help.<command>`.
"""
