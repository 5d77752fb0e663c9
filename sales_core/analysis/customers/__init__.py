"""Who the customers are, what they are worth, who comes and who leaves: pure functions of lists."""
