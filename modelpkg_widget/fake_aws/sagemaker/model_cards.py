"""What DescribeModelPackage tells of a model card to one who may not decrypt it."""

from __future__ import annotations

import json
from typing import Any

#: By section of the card, see IncludedData of DescribeModelPackage in the service's model.
PUBLIC = {
    "model_overview": ("model_id", "model_name"),
    "intended_uses": ("risk_rating",),
    "model_package_details": ("model_package_group_name", "model_package_arn"),
}


def public(card: dict[str, Any]) -> dict[str, Any]:
    """The card with its status, and of its content the few members that are not encrypted."""
    if "ModelCardContent" not in card:
        return card
    try:
        content = json.loads(card["ModelCardContent"])
    except (ValueError, RecursionError):
        content = None
    sections = {}
    for section, names in PUBLIC.items():
        whole = content.get(section) if isinstance(content, dict) else None
        if isinstance(whole, dict) and any(name in whole for name in names):
            sections[section] = {name: whole[name] for name in names if name in whole}
    return {**card, "ModelCardContent": json.dumps(sections)}
