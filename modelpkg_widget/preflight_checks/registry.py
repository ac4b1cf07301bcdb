"""The preflight checks in the order in which they are shown: a row for each file in ``checks/``."""

from __future__ import annotations

from .check import Check
from .checks import cross_account, ecr, iam, offline, quotas, rehearsal_script, s3, sagemaker

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
