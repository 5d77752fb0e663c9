"""Can the month be closed, and who closes what until when?"""
