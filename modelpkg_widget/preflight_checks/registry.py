"""The checks of the preflight, in the order in which they are shown: one row for each file."""

from __future__ import annotations

from . import cross_account, ecr, iam, offline, quotas, rehearsal_script, s3, sagemaker
from .check import Check

CHECKS: tuple[Check, ...] = (
    *offline.CHECKS,
    *ecr.CHECKS,
    *s3.CHECKS,
    *iam.CHECKS,
    *quotas.CHECKS,
    *sagemaker.CHECKS,
    *cross_account.CHECKS,
    *rehearsal_script.CHECKS,
)
