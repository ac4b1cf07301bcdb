"""What AWS::SageMaker::ModelPackage takes, by the registry schema that cfn-lint carries."""

from __future__ import annotations

import json
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

TYPE = "AWS::SageMaker::ModelPackage"
#: Found without an import of cfn-lint, which takes half a second.
_SCHEMAS = Path(str(distribution("cfn-lint").locate_file("cfnlint/data/schemas")))


def source() -> str:
    """Which schema it is."""
    version = json.loads((_SCHEMAS / "version.json").read_text(encoding="utf-8"))
    day = str(version["schema_date"])[:10]
    return f"AWS's CloudFormation registry, us-east-1, of {day}, as cfn-lint carries it"


def shapes() -> dict[str, dict[str, Any]]:
    """The resource's structures, as to_cloudformation.json holds them, sorted by name."""
    provider = json.loads((_SCHEMAS / "providers" / "us-east-1.json").read_text(encoding="utf-8"))
    file = _SCHEMAS / "resources" / f"{provider[TYPE]}.json"
    schema = json.loads(file.read_text(encoding="utf-8"))
    definitions = schema["definitions"]
    read_only = {path.removeprefix("/properties/") for path in schema["readOnlyProperties"]}
    made: dict[str, dict[str, Any]] = {}

    def shape_of(given: dict[str, Any], member: str) -> str | None:
        """The structure that stands there, or in its items; one without a name has its member's."""
        name = given.get("$ref", "").removeprefix("#/definitions/")
        here = definitions[name] if name else given
        if here.get("type") == "array":
            return shape_of(here["items"], member)
        if "properties" not in here:
            return None
        add(name or member, here, set())
        return name or member

    def add(name: str, here: dict[str, Any], without: set[str]) -> None:
        required = sorted(here.get("required", []))
        members = sorted(here["properties"].keys() - without)
        if name in made:
            assert list(made[name]["members"]) == members, f"two structures are called {name}"
            return
        row: dict[str, Any] = {"members": dict.fromkeys(members), "required": required}
        made[name] = row
        for member in members:
            row["members"][member] = shape_of(here["properties"][member], member)

    add("ModelPackage", schema, read_only)
    return dict(sorted(made.items()))
