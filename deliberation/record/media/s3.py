"""The store in an S3-compatible service; needs the optional extra `s3`.

Chosen by the setting `s3_bucket`.

Keys and region come from the usual AWS_* environment variables. The bucket is private: pages serve
the bytes, never the bucket.
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from deliberation.config import ConfigError

from .digests import checked, unchanged


class Bucket:
    """Objects named by their digest under `uploads/`."""

    def __init__(self, name: str, *, endpoint: str | None = None) -> None:
        try:
            import boto3
            from botocore.config import Config
        except ImportError as error:
            raise ConfigError(
                "s3_bucket is set, but the library is missing: pip install 'deliberation[s3]'"
            ) from error
        self.name = name
        # Path addresses and checksums only where asked: what the other services understand.
        ways = Config(
            s3={"addressing_style": "path" if endpoint else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=5,
            read_timeout=20,
            retries={"max_attempts": 3},
        )
        self._client: Any = boto3.client("s3", endpoint_url=endpoint, config=ways)

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        self._client.put_object(
            Bucket=self.name,
            Key=f"uploads/{digest}",
            Body=data,
            ContentType="application/octet-stream",
        )
        return digest

    def read(self, digest: str) -> bytes | None:
        try:
            found = self._client.get_object(Bucket=self.name, Key=f"uploads/{digest}")
        except self._client.exceptions.NoSuchKey:
            return None
        return checked(digest, found["Body"].read())

    def get(self, digest: str) -> bytes | None:
        return unchanged(self, digest)

    def delete(self, digest: str) -> None:
        self._client.delete_object(Bucket=self.name, Key=f"uploads/{digest}")

    def kept(self) -> Iterator[tuple[str, datetime]]:
        for page in self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self.name, Prefix="uploads/"
        ):
            for entry in page.get("Contents", ()):
                yield entry["Key"].removeprefix("uploads/"), entry["LastModified"].astimezone(UTC)

    def tidy(self, before: datetime) -> None:
        """An object is there whole or not at all."""
