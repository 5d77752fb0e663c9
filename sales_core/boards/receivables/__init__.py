"""Who owes what, how late, over which limit?"""
