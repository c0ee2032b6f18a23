"""Uploads as they were sent."""

from typing import ClassVar

from django.db import models

from ccin.files.states import ScanState


class Upload(models.Model):
    """One file. Its type is what its content says, not what its name says; never changed."""

    PERSONAL: ClassVar[dict[str, object]] = {"name": "A file"}

    file = models.FileField(upload_to="uploads/%Y/%m/", max_length=200)
    name = models.CharField(max_length=150)  # as the sender called it
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    digest = models.CharField(max_length=64)  # SHA-256, hexadecimal
    uploaded_at = models.DateTimeField()
    scan = models.CharField(
        max_length=20, choices=ScanState, default=ScanState.NOT_SCANNED, editable=False
    )

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name
