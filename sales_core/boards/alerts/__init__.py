"""What has crossed a line, how much money is it, and who is on it?"""
