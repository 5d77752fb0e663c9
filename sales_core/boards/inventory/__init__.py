"""What will run out, what is too much, what expires?"""
