"""Makes shell scripts at random that create a model package, and knows what no branch can touch."""

from __future__ import annotations

import random
import shlex
from dataclasses import dataclass, field

from tests.importers.shell.statements import Statements
from tests.importers.shell.texts import CALM, WILD, Text

Inputs = tuple[list[str], dict[str, str]]
Path = tuple[str | int, ...]

_SCALARS = {
    "--model-package-group-name": "ModelPackageGroupName",
    "--model-package-description": "ModelPackageDescription",
    "--model-approval-status": "ModelApprovalStatus",
    "--domain": "Domain",
    "--task": "Task",
    "--source-uri": "SourceUri",
    "--client-token": "ClientToken",
}


@dataclass
class Program:
    """A script and what is known of it.

    Attributes:
        text: the script.
        kind: ``straight``, ``branches`` or ``none`` (it sends nothing, or more than one request).
        told: the members whose values its text tells, and which nothing else in it can touch.
    """

    text: str
    kind: str
    certain: set[Path] = field(default_factory=set)


class Maker(Statements):
    """Makes one program."""

    def __init__(self, dice: random.Random, kind: str) -> None:
        super().__init__(dice, kind)
        self.certain: set[Path] = set()
        self.files = 0

    def program(self) -> Program:
        dice = self.dice
        if dice.random() < 0.5:
            self.lines.append("#!/bin/bash")
        for _ in range(dice.randint(1, 7)):
            self.statement()
        command = self.command()
        self.place(command)
        for _ in range(dice.randint(0, 2)):
            self.after()
        return Program("\n".join(self.lines) + "\n", self.kind, self.certain)

    def command(self) -> str:
        dice = self.dice
        options: list[str] = []
        names = dice.sample(list(_SCALARS), dice.randint(1, 4))
        for name in names:
            text = self.text(calm=self.calm(), safe=True)
            equals = "=" if dice.random() < 0.2 else " "
            options.append(f"{name}{equals}{self.quoted(text)}")
            self.tell((_SCALARS[name],), text)
        if dice.random() < 0.4:
            options.append(
                dice.choice(["--certify-for-marketplace", "--no-certify-for-marketplace"])
            )
            self.certain.add(("CertifyForMarketplace",))
        for more in (self.specification, self.tags, self.metadata):
            if dice.random() < 0.5:
                options.append(more())
        options += dice.sample(["--region eu-west-1", "--output text", '--query "x[0]"'], 2)
        dice.shuffle(options)
        if dice.random() < 0.1 and self.kind != "straight":
            options.append(dice.choice(['"$@"', "${EXTRA:-}"]))
            self.certain = set()
        joint = dice.choice([" ", " \\\n  "])
        before = dice.choice(["", "", "AWS_PAGER= ", "command ", "env A=1 "])
        return joint.join([f"{before}aws sagemaker create-model-package", *options])

    def calm(self) -> bool:
        return self.kind == "straight" or self.dice.random() < 0.6

    def tell(self, path: Path, text: Text) -> None:
        if text.value is not None:
            self.certain.add(path)

    def specification(self) -> str:
        """Return ``--inference-specification``, its JSON given in one of several ways."""
        image, url = (
            self.text(calm=self.calm(), safe=True),
            self.text(calm=self.calm(), safe=self.dice.random() < 0.8),
        )
        top = ("InferenceSpecification",)
        self.tell((*top, "Containers", 0, "Image"), image)
        self.tell((*top, "Containers", 0, "ModelDataUrl"), url)
        self.certain.add((*top, "SupportedContentTypes", 0))
        option = "--inference-specification"
        body = (
            f'{{"Containers": [{{"Image": {self.in_document(image)}, "ModelDataUrl": '
            f'{self.in_document(url)}}}], "SupportedContentTypes": ["text/csv"]}}'
        )
        way = self.dice.choice(["document", "substitution", "double", "variable", "cat"])
        if way in ("double", "variable"):
            inside = body.replace('"', '\\"')
            word = f'"{inside}"'
            if way == "double":
                return f"{option} {word}"
            self.lines.append(f"SPEC={word}")
            return f'{option} "$SPEC"'
        if way == "substitution":
            return f'{option} "$(cat <<EOF\n{body}\nEOF\n)"'
        self.files += 1
        name = self.dice.choice(["spec.json", "./spec.json", '"$OUT/spec.json"'])
        if "OUT" in name:
            self.lines.append("OUT=$(mktemp -d)")
        self.lines.append(f"cat > {name} <<EOF\n{body}\nEOF")
        if way == "cat":
            return f'{option} "$(cat {name})"'
        return f"{option} file://{name}"

    def tags(self) -> str:
        text = self.text(calm=self.calm(), safe=True)
        self.tell(("Tags", 1, "Value"), text)
        self.certain.add(("Tags", 0, "Key"))
        if self.dice.random() < 0.5:
            return f"--tags Key=a,Value=b Key=c,Value={self.quoted(text)}"
        inside = "".join(
            f"'{self.reference(one[1:])}'" if one[0] == "$" else one for one in text.pieces
        )
        return f'--tags \'[{{"Key":"a"}},{{"Key":"c","Value":"{inside}"}}]\''

    def metadata(self) -> str:
        text = self.text(calm=self.calm(), safe=True)
        self.tell(("CustomerMetadataProperties", "k"), text)
        return f"--customer-metadata-properties k={self.quoted(text)},l=m"

    def place(self, command: str) -> None:
        """Put the command somewhere into the script."""
        dice = self.dice
        once = [
            command, command, command, f"ARN=$({command})", f'echo "$({command})" >&2',
            f"{command} > out.json 2>&1", f"{command} || exit 1", f"{command} && echo ok",
            f"if {command}; then echo ok; fi", f"cd . && {command}", f"{command} | tee -a log.txt",
            f"{{ {command}; }}", f"( {command} )", f"{command}; echo next", f"{command} &\nwait",
        ]  # fmt: skip
        inner = shlex.quote(command)
        if self.kind == "branches":
            once += [f"eval {inner}", f"eval {inner}"]
        if self.kind == "branches" and dice.random() < 0.15:
            self.certain = set()  # what is not exported is not there
            once = [
                f"bash -c {inner}", f"sh -ec {inner} sh a", f"bash <<'INNER'\n{command}\nINNER",
                f"X=1 bash -c {inner}", f"export A B C X Y\nbash -c {inner}",
                f"echo | xargs {command}", f"echo --domain other | xargs {command}",
                f"cat >inner.sh <<'INNER'\n{command}\nINNER\nbash inner.sh",
                f"eval \"eval {shlex.quote(inner)}\"",
            ]  # fmt: skip
        if self.kind == "straight":
            once = [command, command, f"ARN=$({command})", f"{command} > out.json",
                    f"{command}; echo next", f"{command} # it's (done"]  # fmt: skip
        if self.kind == "branches":
            once += [
                f"main() {{\n{command}\n}}\nmain", f'run() {{ "$@"; }}\nrun true\n{command}',
            ]  # fmt: skip
        if self.kind != "none":
            self.lines.append(dice.choice(once))
            return
        self.certain = set()
        self.lines.append(dice.choice([
            f"never() {{\n{command}\n}}", f"if false; then\n{command}\nfi", f"exit 0\n{command}",
            f"cat <<'NEVER'\n{command}\nNEVER", f"false && {command}",
            f"while false; do {command}; done",
            "true || " + command, f"exec true\n{command}",
            f"{command}\n{command} --domain other",
            f"for x in a b; do\n{command} --domain $x\ndone",
            f"two() {{ {command} --task \"$1\"; }}\ntwo a; two b",
            f"if [ \"${{1:-}}\" = a ]; then\n{command}\nelse\n{command} --task b\nfi",
        ]))  # fmt: skip

    def after(self) -> None:
        self.lines.append(self.dice.choice([
            "echo done", "GROUP=other; TEXT=other", "# don't", "rm -f spec.json", "",
            'if [ -n "${1:-}" ]; then IMAGE=x; fi', "cat <<EOF\nit's\nEOF",
        ]))  # fmt: skip


def inputs(dice: random.Random) -> Inputs:
    """Return arguments and variables of a run."""
    words = ["a", "b", "abc", "c", "x1", ""]
    arguments = [dice.choice(words) for _ in range(dice.randint(0, 3))]
    names = ["E1", "E2", *WILD, *CALM]
    chosen = dice.sample(names, dice.randint(0, 5))
    if dice.random() < 0.2:
        arguments = ["--domain", "other", "--task=other"]
    texts = ["", "5", "env", "ab", "--domain injected"]
    return arguments, {name: dice.choice(texts) for name in chosen}
