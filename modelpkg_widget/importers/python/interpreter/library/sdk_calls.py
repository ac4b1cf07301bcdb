"""Calls of the SageMaker SDK, of sagemaker-core, of the CDK and of Step Functions' own SDK."""

from __future__ import annotations

import ast
from abc import abstractmethod
from typing import Any

from modelpkg_widget.importers.python.interpreter.objects import (
    ABSENT,
    REST,
    Dict,
    Module,
    Unknown,
    Value,
    is_maybe,
)
from modelpkg_widget.importers.python.interpreter.syntax.calls import Calls
from modelpkg_widget.importers.python.interpreter.values import Native, Record
from modelpkg_widget.resources.tables import load_table

from . import sdk_requests

_TASK = "sagemaker:createmodelpackage"


class SdkCalls(Calls):
    """Adds what stands for a request in other libraries than boto3."""

    def sdk_call(self, function: Value, given: list[Value], named: Dict, node: ast.Call) -> Value:
        """Return the object that a call makes, or follow what it sends; `ABSENT`: it is neither."""
        name = _last_name(node.func)
        if name == "register" and self._registers(function, named):
            model = function.receiver if isinstance(function, Native) else Unknown(node)
            self._send_sdk(node, "register", named, model)
            return Unknown(node)
        if not isinstance(function, (Unknown, Module)):
            return ABSENT
        if name == "create" and _last_name(getattr(node.func, "value", node)) == "ModelPackage":
            self._send_sdk(node, "create", named, None)
            return Unknown(node)
        if name == "CfnModelPackage":
            self._send_sdk(node, "create", named, None)
            return Unknown(node)
        if name == "RegisterModel" and sdk_requests.is_register(_names(named)):
            self._send_sdk(node, "register", named, Unknown(node))
            return Unknown(node)
        if self._is_task(named):
            self._send_sdk(node, "task", named, None)
            return ABSENT
        if name == "" or not sdk_requests.is_object(name) or any(map(is_maybe, given)):
            return ABSENT
        fields = list(
            zip(
                load_table("importers/python/interpreter/library/sdk")["positional"].get(name, []),
                given,
                strict=False,
            )
        )
        if len(given) > len(fields):
            return ABSENT
        fields += [(key, named.entries[key]) for key in named.known_keys()]
        if named.entries.get(REST, ABSENT) is not ABSENT:
            fields.append(("\0**", named.entries[REST]))
        return Record(name, tuple(fields), node)

    def _registers(self, function: Value, named: Dict) -> bool:
        models = load_table("importers/python/interpreter/library/sdk")["models"]
        if isinstance(function, Native):
            return isinstance(function.receiver, Record) and function.receiver.name in models
        return isinstance(function, Unknown) and sdk_requests.is_register(_names(named))

    def _is_task(self, named: Dict) -> bool:
        resource = named.entries.get("resource", ABSENT)
        is_ours = isinstance(resource, str) and _TASK in resource.lower()
        return is_ours and isinstance(named.entries.get("parameters", ABSENT), Dict)

    def _send_sdk(self, node: ast.Call, kind: str, named: Dict, model: Value) -> None:
        self.run_callbacks(node)
        self.count(node, lambda: self.sdk_request(kind, named, model))

    @abstractmethod
    def sdk_request(self, kind: str, named: Dict, model: Value) -> Any:
        """Return the request of a call of the SageMaker SDK."""


def request_of(kind: str, given: dict[str, Any], model: Any) -> Any:
    """Return the request of a call, of its plain arguments."""
    if kind == "register":
        return sdk_requests.registered(given, model)
    if kind == "task":
        return {"Type": "Task", "Resource": given["resource"], "Parameters": given["parameters"]}
    return sdk_requests.created(given)


def _names(named: Dict) -> set[str]:
    return {key for key in named.known_keys() if isinstance(key, str)}


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
