"""Sales Cockpit: the core. Spreadsheets in, trusted figures out. Never imports streamlit."""

import os

__version__ = "0.2.0"

# Read when pyarrow is first imported. The system's allocator gives back what a load no longer needs; pyarrow's own
# keeps it.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
