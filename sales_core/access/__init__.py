"""Who may come in and what he may see: accounts, sessions, one-time links, and the gate in front of the web server."""
