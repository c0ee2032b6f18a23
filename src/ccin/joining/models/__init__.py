"""What joining keeps; other rooms import from here."""

from ccin.joining.models.applications import (
    Applicant,
    Application,
    ApplicationForm,
    AssessedPrinciple,
    Condition,
    NamedRepresentative,
)
from ccin.joining.models.enquiries import Enquiry
from ccin.joining.models.welcome import ContactCheck, Welcome, WelcomeItem

__all__ = [
    "Applicant",
    "Application",
    "ApplicationForm",
    "AssessedPrinciple",
    "Condition",
    "ContactCheck",
    "Enquiry",
    "NamedRepresentative",
    "Welcome",
    "WelcomeItem",
]
