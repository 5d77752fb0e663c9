"""Who leads among equals, who moved, why?"""
