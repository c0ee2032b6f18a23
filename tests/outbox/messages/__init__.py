"""Messages as mail programs and servers write them; each stands in a file beside this one."""

from pathlib import Path

HERE = Path(__file__).parent
REPLY = "reply+topic.12.person.7.aaaaaaaaaaaaaaaa@in.network.example"


def message(name: str, *, to: str = REPLY, letter: str = "<none@network.example>") -> bytes:
    raw = (HERE / f"{name}.eml").read_bytes()
    return raw.replace(b"{to}", to.encode()).replace(b"{letter}", letter.encode())


def names() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.eml"))
