"""The kit that turns a Record into table, form, list, states, rights, events and command."""
