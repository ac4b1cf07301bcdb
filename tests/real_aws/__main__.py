"""Compares the sandbox with an AWS account, and writes what differs.

    python -m tests.real_aws --account 123456789012 [--profile NAME] [--region NAME]

It makes a model package group, versions in it, and refused calls, about 50 in all, and deletes what
it made. Nothing of that has a price. Without ``--account`` it does nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from .compare import Row, WrongAccountError, compare, need_account

RESULTS = Path(__file__).parent / "results"


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make aws", description=__doc__, allow_abbrev=False)
    parser.add_argument("--account", required=True, help="the account that the credentials are of")
    parser.add_argument("--profile")
    parser.add_argument("--region")
    return parser.parse_args(given)


def result(rows: list[Row], region: str) -> dict[str, Any]:
    """Return what is written: no account, no identity."""
    from botocore import __version__

    return {
        "date": f"{datetime.now(timezone.utc):%Y-%m-%d}",
        "region": region,
        "botocore": __version__,
        "calls": len(rows),
        "same": sum(row.is_same for row in rows),
        "different": [asdict(row) for row in rows if not row.is_same],
    }


def main(given: list[str] | None = None, folder: Path = RESULTS) -> int:
    import boto3

    from modelpkg_widget import sandbox

    args = arguments(given)
    session = boto3.Session(profile_name=args.profile, region_name=args.region)
    try:
        need_account(session, args.account)
    except WrongAccountError as error:
        print(error, file=sys.stderr)
        return 2
    os.environ.pop("MODELPKG_SANDBOX", None)
    name = f"modelpkg-widget-{secrets.token_hex(4)}"
    with sandbox(account=args.account, region=session.region_name) as ours:
        rows = compare(session, ours.session, name)
    said = result(rows, session.region_name)
    folder.mkdir(exist_ok=True)
    path = folder / f"{said['date']}.json"
    path.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    for row in rows:
        print("same     " if row.is_same else "DIFFERENT", row.name)
    print(f"{said['same']} of {said['calls']} the same. {path.name} has the differences.")
    return int(bool(said["different"]))


if __name__ == "__main__":
    sys.exit(main())
