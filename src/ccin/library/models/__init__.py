"""What the library keeps, by what it is about; other rooms import from here."""

from ccin.library.models.adoptions import Adoption, AdoptionStep
from ccin.library.models.imports import FormerAddress, Import, Origin
from ccin.library.models.packs import Pack, PackItem
from ccin.library.models.questions import QuestionSubject
from ccin.library.models.resources import (
    Check,
    Note,
    Partner,
    Place,
    PrincipleShown,
    Release,
    Resource,
    ResourceFile,
    Section,
)
from ccin.library.models.searches import SavedSearch, Use
from ccin.library.models.themes import FormerSlug, Synonym, Theme
from ccin.library.models.together import Citation, MaintainerInvitation, RemovedSection

__all__ = [
    "Adoption",
    "AdoptionStep",
    "Check",
    "Citation",
    "FormerAddress",
    "FormerSlug",
    "Import",
    "MaintainerInvitation",
    "Note",
    "Origin",
    "Pack",
    "PackItem",
    "Partner",
    "Place",
    "PrincipleShown",
    "QuestionSubject",
    "Release",
    "RemovedSection",
    "Resource",
    "ResourceFile",
    "SavedSearch",
    "Section",
    "Synonym",
    "Theme",
    "Use",
]
