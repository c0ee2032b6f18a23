"""The pieces a page's body is put together from: a small set, each drawn by one template."""

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

# Only what our styles can show; a source is a superscript link to the list of sources.
RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "superscript"]
SHORT_TEXT = ["bold", "italic", "link", "superscript"]


class FigureKey(TextChoices):
    """The live figures, by the key each has under `/figures/` and on the command line."""

    FULL = "full", _("Full members")
    ASSOCIATE = "associate", _("Associates")
    AFFILIATE = "affiliate", _("Affiliates")
    SUPPORTERS = "supporters", _("Supporters")
    CITIZENS = "citizens", _("People in full member councils")
    BUDGET = "budget", _("Combined budget of full member councils")


class FactBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("What it is about"))
    text = blocks.RichTextBlock(features=SHORT_TEXT, label=_("The fact"))

    class Meta:
        icon = "info-circle"
        label = _("Fact")


class FactsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    facts = blocks.ListBlock(FactBlock())

    class Meta:
        icon = "list-ul"
        label = _("List of facts")
        template = "website/blocks/facts.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    text = blocks.RichTextBlock(features=[*SHORT_TEXT, "ul"])

    class Meta:
        icon = "order"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(required=False)
    steps = blocks.ListBlock(StepBlock())

    class Meta:
        icon = "list-ol"
        label = _("Steps, one after the other")
        template = "website/blocks/steps.html"


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock()
    said_by = blocks.CharBlock(
        help_text=_("Who said or wrote it, and where. Name a person only if they agreed to it."),
    )
    link = blocks.URLBlock(required=False, label=_("Address of the source"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "website/blocks/quote.html"


class CallToActionBlock(blocks.StructBlock):
    """One thing a reader can do next; the address may be a page of this site or a path in it."""

    text = blocks.RichTextBlock(features=SHORT_TEXT, required=False)
    label = blocks.CharBlock(label=_("Words on the button"))
    page = blocks.PageChooserBlock(required=False)
    address = blocks.CharBlock(
        required=False,
        label=_("or an address"),
        help_text=_("For example /join/check/ or https://www.example.org/"),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        template = "website/blocks/call_to_action.html"

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        address = cleaned.get("address", "")
        if bool(cleaned.get("page")) == bool(address):
            raise _block_error("address", gettext("Choose a page or give an address, not both."))
        if address and not address.startswith(("/", "https://")):
            raise _block_error("address", gettext("Start the address with / or https://"))
        return cleaned


class FigureBlock(blocks.StructBlock):
    key = blocks.ChoiceBlock(choices=FigureKey.choices, label=_("Which figure"))

    class Meta:
        icon = "success"
        label = _("Live figure")
        template = "website/blocks/figure.html"


class ProjectBlock(blocks.StructBlock):
    name = blocks.CharBlock()
    year = blocks.CharBlock(required=False, help_text=_("As the source gives it"))
    kind = blocks.ChoiceBlock(
        required=False,
        choices=[("lab", _("Policy Lab")), ("prototype", _("Policy Prototype"))],
    )
    lead = blocks.CharBlock(required=False, label=_("Led by"))
    notes = blocks.CharBlock(required=False)
    source = blocks.CharBlock(required=False)
    source_address = blocks.URLBlock(required=False)

    class Meta:
        icon = "doc-full"
        label = _("Project")


class ProjectsBlock(blocks.StructBlock):
    caption = blocks.CharBlock()
    projects = blocks.ListBlock(ProjectBlock())

    class Meta:
        icon = "table"
        label = _("Table of projects")
        template = "website/blocks/projects.html"


class PictureBlock(blocks.StructBlock):
    picture = ImageBlock(required=True)
    caption = blocks.CharBlock(required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "website/blocks/picture.html"


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What it is, and of when"))
    address = blocks.URLBlock(required=False)

    class Meta:
        icon = "link"
        label = _("Source")


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        features=RICH_TEXT,
        label=_("Text"),
        icon="pilcrow",
        template="website/blocks/text.html",
    )
    facts = FactsBlock()
    steps = StepsBlock()
    quote = QuoteBlock()
    note = blocks.RichTextBlock(
        features=SHORT_TEXT,
        label=_("Note set apart"),
        icon="warning",
        template="website/blocks/note.html",
    )
    call_to_action = CallToActionBlock()
    figure = FigureBlock()
    principles = blocks.StaticBlock(
        label=_("The ten principles"),
        icon="list-ol",
        admin_text=_("The ten principles of the Statement in force are shown here."),
        template="website/blocks/principles.html",
    )
    members_map = blocks.StaticBlock(
        label=_("Map of the members"),
        icon="site",
        admin_text=_("The map of the members as it is today is shown here."),
        template="website/blocks/members_map.html",
    )
    projects = ProjectsBlock()
    picture = PictureBlock()


def _block_error(field: str, message: str) -> blocks.StructBlockValidationError:
    return blocks.StructBlockValidationError(block_errors={field: ValidationError(message)})
