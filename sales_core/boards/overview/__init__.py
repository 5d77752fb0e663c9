"""Are we on track, where do we land, what needs me?"""
