"""What a request names that is elsewhere: images, addresses in S3, a role, instances, names.

Where these stand is data: ``references.json``; addresses and images are found by the
shape of their member, so that those of a newer boto3 are looked at too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from modelpkg_widget.request.issues import MapKey, Path
from modelpkg_widget.request.plain_json import Json
from modelpkg_widget.resources.tables import load_table
from modelpkg_widget.schema.from_botocore import OPERATION, Schema, operation_schema
from modelpkg_widget.validation.rule_operators import LONGEST, Scope

_ECR = re.compile(
    r"(?P<account>[0-9]{12})\.dkr[.-]ecr(?:-fips)?\.(?P<region>[a-z0-9-]+)\.(?P<domain>[a-z0-9.-]+)"
    r"/(?P<repository>[a-z0-9._/-]+?)(?::(?P<tag>[\w.-]+))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?"
)
_S3 = re.compile(r"s3://(?P<bucket>[A-Za-z0-9][A-Za-z0-9._-]{1,253})(?:/(?P<key>[\s\S]*))?")
_HTTPS = re.compile(
    r"https://(?:(?P<host>[a-z0-9][a-z0-9.-]{1,61})\.)?s3[.-](?:[a-z0-9-]+\.)?amazonaws\.com"
    r"(?:\.cn)?/(?P<rest>[\s\S]*)"
)


class Named(NamedTuple):
    """A text of the request, and where it stands."""

    path: Path
    text: str


class S3Place(NamedTuple):
    """A place in S3, and where the request names it."""

    path: Path
    uri: str
    bucket: str
    key: str


class Image(NamedTuple):
    """An image in Amazon ECR, and where the request names it."""

    path: Path
    uri: str
    account: str
    region: str
    registry: str
    repository: str
    id: dict[str, str]


@dataclass(frozen=True)
class Profile:
    """What a validation profile reads, writes and runs on.

    Attributes:
        path: of its transform job.
        source: where its test data is.
        output: where its answers go to.
        instance_type: such as ``ml.m5.large``; None when it is not given.
        instances: how many.
        payload: the largest body in MB; 6 when it is not given.
        splits: whether the data is taken in parts, so that files may be larger than a body.
        content_type: of the test data; may be empty.
    """

    path: Path
    source: S3Place | None
    output: S3Place | None
    instance_type: Named | None
    instances: int
    payload: int
    splits: bool
    content_type: str


class References:
    """What a request names, taken from plain JSON of any kind."""

    def __init__(self, request: Json) -> None:
        self.request = request
        names = load_table("preflight_checks/references")
        self._names: dict[str, Any] = names
        found = list(_texts(request, operation_schema(OPERATION), ()))
        self.image_texts = [text for shape, text in found if shape in names["image"]]
        self.images = [image for image in map(_image, self.image_texts) if image]
        self.outputs = [place for text in self._at("output") if (place := s3_place(text))]
        written = {place.path for place in self.outputs}
        places = (s3_place(text) for shape, text in found if shape in names["s3"])
        self.sources = [place for place in places if place and place.path not in written]
        self.role = next(iter(self._at("role")), None)
        self.name = next(iter(self._at("name")), None)
        self.group = next(iter(self._at("group")), None)
        self.key = next(iter(self._at("key")), None)
        self.profiles = list(self._profiles())
        self.certified = bool(self._values("certified") == [True] and self.name and not self.group)
        self.all = [text for _, text in found]

    def image_paths(self) -> list[Path]:
        """Return the members that name images, in Amazon ECR or elsewhere."""
        return [text.path for text in self.image_texts]

    def place_paths(self) -> list[Path]:
        """Return the members that name places in S3."""
        return [place.path for place in self._places()]

    def profile_paths(self) -> list[Path]:
        """Return the transform jobs of the validation."""
        return [profile.path for profile in self.profiles]

    def name_paths(self) -> list[Path]:
        """Return the members that name the package or its group."""
        return [one.path for one in (self.name, self.group) if one]

    def spelled(self) -> dict[str, str]:
        """Return what it names as text, for the sentences that say what was inspected."""
        named = self.group or self.name
        types = [one.instance_type.text for one in self.profiles if one.instance_type]
        return {
            "images": _listed(text.text for text in self.image_texts),
            "places": _listed(place.uri for place in self._places()),
            "role": self.role.text if self.role else "",
            "types": _listed(types),
            "name": named.text if named else "",
        }

    def _places(self) -> list[S3Place]:
        return [*self.sources, *self.outputs]

    def environment(self, image: Image) -> dict[str, str]:
        """Return the variables of an image's container."""
        container: Any = self.request
        for step in image.path[:-1]:
            container = container[step]
        given = container.get(self._names["environment"])
        rows = given.items() if isinstance(given, dict) else ()
        return {name: value for name, value in rows if isinstance(value, str)}

    def artifact(self, image: Image) -> S3Place | None:
        """Return the archive that the container of an image gets."""
        below = image.path[:-1]
        member = (*below, self._names["artifact"])
        return next((place for place in self.sources if place.path == member), None)

    def _values(self, name: str) -> list[Any]:
        slots = Scope(self.request, (), self.request).slots(self._names[name])
        return [slot.value for slot in slots if slot.is_set]

    def _at(self, name: str) -> list[Named]:
        slots = Scope(self.request, (), self.request).slots(self._names[name])
        return [Named(slot.path, slot.value) for slot in slots if _is_text(slot.value)]

    def _profiles(self) -> Iterator[Profile]:
        names = self._names["profile"]
        for slot in Scope(self.request, (), self.request).slots(names["path"]):
            if not isinstance(slot.value, dict):
                continue
            place = Scope(self.request, slot.path, slot.value)
            one = {name: place.slots(names[name])[0] for name in names if name != "path"}
            texts = {
                name: Named(found.path, found.value)
                for name, found in one.items()
                if _is_text(found.value)
            }
            source, output = (texts.get(name) for name in ("source", "output"))
            content = texts.get("content_type")
            split = texts.get("split")
            yield Profile(
                slot.path,
                s3_place(source) if source else None,
                s3_place(output) if output else None,
                texts.get("instance_type"),
                _whole(one["instances"].value, 1),
                _whole(one["payload"].value, 6),
                bool(split and split.text != self._names["unsplit"]),
                content.text if content else "",
            )


def partition_of(region: str) -> str:
    """Return the partition of a region, as it stands in an ARN."""
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"


def s3_place(named: Named) -> S3Place | None:
    """Return the place of an address in S3; None when it is no such address."""
    found = _S3.fullmatch(named.text)
    if found:
        return S3Place(named.path, named.text, found["bucket"], found["key"] or "")
    found = _HTTPS.fullmatch(named.text)
    if not found:
        return None
    if found["host"]:
        return S3Place(named.path, named.text, found["host"], found["rest"])
    bucket, _, key = found["rest"].partition("/")
    return S3Place(named.path, named.text, bucket, key)


def _image(named: Named) -> Image | None:
    found = _ECR.fullmatch(named.text)
    if not found:
        return None
    tag, digest = found["tag"], found["digest"]
    chosen = {"imageDigest": digest} if digest else {"imageTag": tag or "latest"}
    registry = named.text.partition("/")[0]
    account, region, repository = found["account"], found["region"], found["repository"]
    return Image(named.path, named.text, account, region, registry, repository, chosen)


def _texts(value: Json, schema: Schema, path: Path) -> Iterator[tuple[str, Named]]:
    """The texts of a request with the shapes of their members."""
    definitions = operation_schema(OPERATION)["$defs"]
    here = definitions.get(str(schema.get("$ref", "")).removeprefix("#/$defs/"), schema)
    if isinstance(value, dict):
        members, rest = here.get("properties", {}), here.get("additionalProperties")
        for name, item in value.items():
            if name in members:
                yield from _texts(item, members[name], (*path, name))
            elif isinstance(rest, dict):
                yield from _texts(item, rest, (*path, MapKey(name)))
    elif isinstance(value, list) and "items" in here:
        for at, item in enumerate(value):
            yield from _texts(item, here["items"], (*path, at))
    elif _is_text(value):
        yield str(here.get("title", "")), Named(path, value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST


def _whole(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))
