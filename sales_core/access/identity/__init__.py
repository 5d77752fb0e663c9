"""Who somebody is, when another service of the company says so."""
