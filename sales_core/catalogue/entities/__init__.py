"""One file an entity: a thing that rows of several datasets mention by code or name."""
