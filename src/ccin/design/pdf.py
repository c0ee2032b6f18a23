"""Documents as tagged PDF (PDF/UA-1), set by Typst in the network's type.

A template is `<room>/templates/<room>/<name>.typ`. It begins with the frame of every paper:

    #import "/design/templates/design/paper.typ": *
    #show: paper.with(title: data.title)

What it shows arrives as `data`, read from JSON: words of others are values there, never markup.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

PACKAGE = Path(__file__).resolve().parent.parent
FONTS = Path(__file__).resolve().parent / "fonts"


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """The document: `template` is named as for pages, `website/fact_sheet.typ`.

    `data` needs what the template asks for; `paper` reads `title`, and `made_on` as text.
    """
    import typst  # noqa: PLC0415 - 40 MB of compiler, loaded only where a document is made

    frame = {
        "network": settings.NETWORK_NAME,
        "address": settings.SITE_ADDRESS,
        "demo": settings.DEMO,
    }
    room = template.split("/", 1)[0]
    made: bytes = typst.compile(
        PACKAGE / room / "templates" / template,
        root=PACKAGE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**data, "frame": frame}, cls=DjangoJSONEncoder)},
        pdf_standards="ua-1",
    )
    return made
