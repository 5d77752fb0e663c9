"""Pay: what each is paid for a month, and for what."""
