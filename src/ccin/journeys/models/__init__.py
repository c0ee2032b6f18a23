"""What the journeys keep: plans of reorganisations, what people ask about their own data."""

from ccin.journeys.models.plans import Choice, Plan
from ccin.journeys.models.requests import DataRequest, RetentionRun

__all__ = ["Choice", "DataRequest", "Plan", "RetentionRun"]
