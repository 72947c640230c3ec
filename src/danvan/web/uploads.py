"""What a page takes in: a file larger than any report is thrown away while it arrives, and the page is told."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST = 20 * 1024 * 1024
TOO_LARGE = "danvan.upload_too_large"


class Limited(FileUploadHandler):
    """The first of the handlers: what it does not pass on, none of the others keeps."""

    def new_file(self, *words: Any, **settings: Any) -> None:
        super().new_file(*words, **settings)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's signature
        self._size += len(raw_data)
        if self._size > LARGEST:
            if self.request is not None:
                self.request.META[TOO_LARGE] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        return None
