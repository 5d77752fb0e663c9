"""Started by test_log: writes `count` records into a log that rotates early, beside other processes doing the same."""

import logging
import sys
from pathlib import Path

from sales_core.kernel import log


def main() -> None:
    """Arguments: folder, name of this process, records."""
    folder, name, count = sys.argv[1:]
    log._FILE_BYTES = 4_000
    log._FILES_KEPT = 500
    log.start_log(Path(folder))
    for number in range(int(count)):
        logging.getLogger("sales_core.test").info("%s %d", name, number)
    log.stop_log()


main()
