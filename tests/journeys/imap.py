"""A mail server that speaks as much IMAP as a mailbox that is read needs, on this machine alone."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

USER, PASSWORD = "in@network.example", 'a "plain" word'


class Post(socketserver.ThreadingTCPServer):
    """A mailbox by folder; `hangs_up_at` is the word at which the line goes dead."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.folders: dict[str, list[bytes]] = {"INBOX": [], "From the network": []}
        self.seen: set[int] = set()
        self.asked: list[str] = []
        self.hangs_up_at = ""
        self.is_read_only = False

    @property
    def address(self) -> str:
        user, password = USER.replace("@", "%40"), PASSWORD.replace(" ", "%20").replace('"', "%22")
        return f"imap://{user}:{password}@127.0.0.1:{self.server_address[1]}"


class Session(socketserver.StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self.folder: list[bytes] = []
        self._say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, words = line.split(" ", 1)
            self.server.asked.append(words)
            name = " ".join(words.split()[: 2 if words.startswith("UID") else 1])
            if name == self.server.hangs_up_at:
                return
            answer = getattr(self, f"_{name.lower().replace(' ', '_')}")(words)
            self._say(f"{tag} {answer}")
            if name == "LOGOUT":
                return

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _capability(self, words: str) -> str:
        self._say("* CAPABILITY IMAP4rev1")
        return "OK done"

    def _login(self, words: str) -> str:
        quoted = PASSWORD.replace('"', r"\"")
        right = words in {f'LOGIN "{USER}" "{quoted}"', f'LOGIN {USER} "{quoted}"'}
        return "OK in" if right else "NO wrong user or password"

    def _select(self, words: str) -> str:
        name = words.removeprefix("SELECT ").strip('"')
        if name not in self.server.folders:
            return "NO there is no such folder"
        self.folder = self.server.folders[name]
        self._say(f"* {len(self.folder)} EXISTS")
        return "OK [READ-ONLY] open" if self.server.is_read_only else "OK [READ-WRITE] open"

    def _uid_search(self, words: str) -> str:
        unseen = [n for n in range(1, len(self.folder) + 1) if n not in self.server.seen]
        self._say(f"* SEARCH {' '.join(map(str, unseen))}".rstrip())
        return "OK done"

    def _uid_fetch(self, words: str) -> str:
        asked = re.fullmatch(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", words)
        assert asked, words
        number, most = int(asked[1]), int(asked[2])
        if raw := self.folder[number - 1][:most]:
            self._say(f"* {number} FETCH (UID {number} BODY[]<0> {{{len(raw)}}}")
            self.wfile.write(raw + b")\r\n")
        return "OK done"

    def _uid_store(self, words: str) -> str:
        number, what = words.removeprefix("UID STORE ").split(" ", 1)
        assert what == r"+FLAGS.SILENT (\Seen)", what
        self.server.seen.add(int(number))
        return "OK done"

    def _logout(self, words: str) -> str:
        self._say("* BYE")
        return "OK done"


@contextmanager
def post() -> Iterator[Post]:
    with Post() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
