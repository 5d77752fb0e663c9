"""What explains the change: price, volume, mix, new, lost, returns; who brings it back; what is new in the growth?"""
