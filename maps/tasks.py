"""What the worker process does for the maps: ``manage.py db_worker``."""

import uuid

from django_tasks import task

from maps.exports.worker import work


@task()
def take_out(job: str) -> None:
    """Make the export with this number."""
    work(uuid.UUID(job))
