"""Whether a file system has locks: on many network file systems they fail, or are not there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

#: Somebody else holds the lock.
_HELD = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK)


def need_locks(path: Path) -> None:
    """Try to lock a file, once.

    Versions of filelock before 4 take any failure for a lock that somebody holds, and wait.

    Args:
        path: of the lock's file; it is made.

    Raises:
        OSError: the file cannot be made, or locks fail, such as with ``ENOLCK`` on NFS.
    """
    try:
        import fcntl
    except ImportError:  # Windows locks in another way
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _HELD:
            raise
    finally:
        os.close(descriptor)  # which frees it
