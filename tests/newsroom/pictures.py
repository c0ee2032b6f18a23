"""Pictures for items of the Update."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from ccin.files.models import Upload
from ccin.newsroom.models import Item


def a_picture(size: tuple[int, int] = (400, 300), kind: str = "PNG") -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, kind)
    return SimpleUploadedFile(f"picture.{kind.lower()}", made.getvalue())


def with_a_picture(item: Item) -> Item:
    upload = Upload(name="picture.jpg", content_type="image/jpeg", size=5, digest="0")
    upload.uploaded_at = timezone.now()
    upload.file.save("picture.jpg", ContentFile(b"\xff\xd8\xff\xe0\x00"))
    item.picture, item.picture_words = upload, "Two people mend a toaster"
    item.save()
    return item
