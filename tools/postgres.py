"""A PostgreSQL server of the test run's own: in a folder of its own, on loopback, gone after."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = ["usr/lib/postgresql/*/bin/initdb", "usr/local/pgsql/bin/initdb"]


def find_binaries() -> Path | None:
    """The folder that holds `initdb`, newest version first; Debian keeps it off the PATH."""
    found = [path for place in PLACES for path in Path("/").glob(place)]
    if found:
        return max(found, key=lambda path: path.parent.parent.name).parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Start a server and yield the address of its database; stop it whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="ccin-postgres-"))
    owner = _unprivileged()
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data, port = folder / "data", _free_port()
    try:
        _as(owner, binaries / "initdb", "-D", data, "-U", "ccin", "-A", "trust", "-E", "UTF8")
        careless = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        settings = f"-c listen_addresses=127.0.0.1 -c port={port} {careless} -k {folder}"
        control = [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
        _as(owner, *control, "-o", settings, "start")
        try:
            yield f"postgres://ccin@127.0.0.1:{port}/postgres"
        finally:
            _as(owner, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom to run the server as: `initdb` refuses root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _as(owner: pwd.struct_passwd | None, *command: object) -> None:
    """Run a command as its owner; to a file, since the server inherits and keeps the outputs."""
    rights = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    with tempfile.TemporaryFile() as output:
        result = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            check=False,
            **rights,  # type: ignore[call-overload]  # who runs it is all that differs
        )
        if result.returncode:
            output.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{output.read().decode()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
