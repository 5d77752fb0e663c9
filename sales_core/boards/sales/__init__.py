"""Parts that the boards on sales share: the verdict, the cards of where sales stand, the running total, the gap."""
