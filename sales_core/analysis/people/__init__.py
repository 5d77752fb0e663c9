"""People: what a post is scored by, and the score of everybody who holds it. Pure."""
