"""Messages to people: what is due, written inside the receiver's rights, and handed to where he reads."""
