"""Starts the web server on this machine: free port, one-time sign-in link, browser.

The first page of a new installation offers the demo company, which is loaded when it is asked for, and one's own.

    python scripts/serve.py [--port 8501] [--host 127.0.0.1] [--no-browser] [--no-demo]

For other machines to reach it, put a TLS proxy in front and name it in SALES_HOSTS (comma-separated host names).
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

_START_SECONDS = 60
_PORTS = 50


def main() -> int:
    """Runs until interrupted; the server's exit code."""
    options = _options()
    os.chdir(PROJECT)
    _look_after_companies()
    link = _link()
    port = options.port or _free_port(options.host)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = subprocess.Popen(_command(options.host, port))
    base = f"http://{options.host}:{port}"
    try:
        if _is_up(options.host, port, server):
            _welcome(f"{base}{link}", f"{base}/login")
            if not options.no_browser:
                webbrowser.open(f"{base}{link}")
        return server.wait()
    except KeyboardInterrupt:
        server.terminate()
        return server.wait()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="default: the first free one from 8501")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--no-demo", action="store_true", help="nothing to do: the demo is loaded only when asked for")
    return parser.parse_args()


def _look_after_companies() -> None:
    """Tidies every company, and notes of a main one that it is the demo where an earlier release loaded it there."""
    from data.demo import LOADS
    from sales_core.api import DemoProgress, Home, Workspace, demo_progress, note_demo, working_for

    for company in Home.from_environment().companies():
        with working_for(company):
            workspace = Workspace.open()
        workspace.uploads.maintenance.tidy()
        files = {upload.file for upload in workspace.appdb.history.uploads()}
        every = [set(load.files) for load in LOADS]
        if files and files <= set().union(*every) and demo_progress(workspace.appdb) is None:
            note_demo(workspace.appdb, DemoProgress(sum(one <= files for one in every), len(every)))


def _link() -> str:
    """The path of a one-time link for the first administrator, who is made when there is none."""
    from sales_core.access.gate import LINK_PREFIX
    from sales_core.access.server import server_accounts
    from sales_core.kernel.terms import Role

    people = server_accounts()
    admins = [one.name for one in people.list() if one.role is Role.ADMIN and not one.disabled]
    if not admins:
        admins = [people.add("admin", Role.ADMIN, by="terminal").name]
    return f"{LINK_PREFIX}{people.link_for(admins[0], by='terminal')}"


def _free_port(host: str) -> int:
    for port in range(8501, 8501 + _PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise SystemExit(f"no free port from 8501 to {8500 + _PORTS}")


def _command(host: str, port: int) -> list[str]:
    from sales_core.kernel.environment import environment

    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
    command += ["--server.address", host, "--server.port", str(port)]
    for name in environment().hosts:
        command += ["--server.allowedHosts", name]
    return command


def _is_up(host: str, port: int, server: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            connection = http.client.HTTPConnection(host, port, timeout=2)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return True
        except OSError:
            time.sleep(0.2)
    return False


def _welcome(link: str, sign_in: str) -> None:
    print(
        "\n  销售驾驶舱已启动，用此链接登录（只能用一次）\n"
        "  Sales Cockpit is running; sign in with this link (works once):\n\n"
        f"      {link}\n\n"
        f"  以后登录 · later: {sign_in}    停止 · stop: Ctrl+C\n",
        flush=True,
    )


if __name__ == "__main__":
    raise SystemExit(main())
