"""Fixtures for every test: sockets stay on this machine, and a GET that writes fails."""

import os

os.environ.setdefault("CCIN_DEMO", "1")
