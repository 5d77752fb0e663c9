"""The masters board: who is there, who lacks data, what may be one twice, other spellings."""
