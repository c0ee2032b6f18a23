"""An unknown variable in a template of ours fails the test; in others' templates it stays empty."""

import sys
from pathlib import Path

import ccin

OURS = str(Path(ccin.__file__).parent)


class Missing(str):
    """Stands in for `string_if_invalid`: asked whether it is empty, it looks at who is asking."""

    __slots__ = ()

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        if frame.f_code.co_name != "resolve" or "context" not in frame.f_locals:
            return False
        expression = frame.f_locals["self"]
        while frame := frame.f_back:
            node = frame.f_locals.get("self")
            origin = getattr(node, "origin", None)
            if frame.f_code.co_name == "render_annotated" and origin is not None:
                ours = str(origin.name).startswith(OURS)
                assert not ours, f"{origin.name} line {node.token.lineno}: no variable {expression}"
                return False
        return False
