"""Channels: what each sells, earns and costs, and whom it wins and keeps."""
