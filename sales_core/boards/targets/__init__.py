"""Who is ahead or behind, by days and by money, at every level of the tree?"""
