"""Where the files of the record lie in a test: a folder, or a bucket spoken to over HTTP."""

import pytest

from deliberation.record.media import store


@pytest.fixture
def kept_files(tmp_path):
    used = store.use(store.Folder(tmp_path / "uploads"))
    yield used
    store.use(None)


@pytest.fixture
def bucket(monkeypatch):
    """A bucket in a real S3-compatible server on this machine, spoken to over HTTP."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer(
        ip_address="127.0.0.1", port=0, verbose=False
    )
    import boto3

    from deliberation.record.media.s3 import Bucket

    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    server.start()
    host, port = server.get_host_and_port()
    boto3.client("s3", endpoint_url=f"http://{host}:{port}").create_bucket(Bucket="jiahe")
    # In use, as the server's is: what is erased goes from here, too.
    yield store.use(Bucket("jiahe", endpoint=f"http://{host}:{port}"))
    store.use(None)
    server.stop()
