"""Sales Cockpit: the core. Spreadsheets in, trusted figures out. Never imports streamlit."""

__version__ = "0.1.0"
