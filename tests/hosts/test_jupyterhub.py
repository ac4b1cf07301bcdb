"""Two users of a JupyterHub: each gets to an ARN, and neither sees what the other does."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.hosts.test_hosts import ARN, Watched, fill_in_and_submit, record_host
from tests.e2e.lab import Notebook
from tests.hosts.boxes import CODE, check_boxes
from tests.hosts.environments import Environment
from tests.hosts.hub import Student, hub, quickstart
from tests.hosts.looks import LAB, NARROW_LAB, check_looks
from tests.hosts.results import record

NAMES = ["modelpkg-ann", "modelpkg-ben"]
WORK = [
    """
import os
from modelpkg_widget import ModelPackageForm, sandbox
aws = sandbox()
form = ModelPackageForm({"ModelPackageDescription": f"of {os.environ['JUPYTERHUB_USER']}"},
                        session=aws.session, draft="draft.json")
form""",
    """
import json
from modelpkg_widget.submission.journal import Journal
made = aws.client("sagemaker").list_model_packages(ModelPackageGroupName=aws.group)
print(json.dumps({
    "arn": form.arn, "pid": os.getpid(), "url": aws.url, "uid": os.getuid(),
    "made": [row["ModelPackageDescription"] for row in made["ModelPackageSummaryList"]],
    "journal": [attempt.arn for attempt in Journal().all()[0]],
}))""",
    CODE,
]
#: What somebody else on the machine tries with the sandbox, the state and the drafts of another.
INTRUDE = """
import json, urllib.error, urllib.request
from pathlib import Path
found = {{}}
for path in ("/_modelpkg", "/_modelpkg/calls", "/"):
    try:
        found[path] = urllib.request.urlopen({address!r} + path, timeout=10).status
    except urllib.error.HTTPError as error:
        found[path] = error.code
for name, place in {{"home": {home!r}, "draft": {home!r} + "/draft.json",
                    "environment": "/proc/{pid}/environ"}}.items():
    try:
        place = Path(place)
        place.read_bytes() if place.is_file() or name != "home" else list(place.iterdir())
        found[name] = "read"
    except OSError as error:
        found[name] = type(error).__name__
print(json.dumps(found))
"""


#: Two users of the machine only where it is asked for: a test that is skipped looks green.
USERS = ["one system user", *(["two system users"] if "HOSTS_SYSTEM_USERS" in os.environ else [])]


@pytest.fixture(params=USERS)
def students(request: pytest.FixtureRequest) -> Iterator[list[Student]]:
    if system_users := request.param == "two system users":
        assert os.geteuid() == 0, "makes users of this machine: as root"
        assert Path("/").stat().st_mode & stat.S_IXOTH, "no other user can open the root folder"
    with hub(NAMES, system_users=system_users) as made:
        yield made


def test_two_users_each_get_to_an_arn(students: list[Student], browser: Browser) -> None:
    system_users = students[0].home.stat().st_uid != os.getuid()
    seen = []
    pages = [browser.new_context().new_page() for _ in students]
    watched = Watched(pages[0])
    for student, page in zip(students, pages, strict=True):
        student.sign_in(page)
        student.give("01_quickstart.ipynb", quickstart())
        notebook = Notebook(page, student, "01_quickstart.ipynb")
        notebook.run(3)
        fill_in_and_submit(notebook.form())
        student.write("work.ipynb", WORK)
        notebook = Notebook(page, student, "work.ipynb")
        notebook.run(0)
        expect(notebook.form(0).get_by_label("ModelPackageDescription")).to_have_value(
            f"of {student.name}"
        )
        arn = fill_in_and_submit(notebook.form(0))
        notebook.run(1)
        row = json.loads(notebook.text(1))
        assert row["arn"] == arn
        assert ARN.match(arn)
        assert (student.home / "draft.json").exists()
        assert not notebook.errors
        assert len(notebook.hosts) == 1, "the page fetches from elsewhere"
        if student is students[0]:
            check_looks(notebook.form(0), "hub", LAB, NARROW_LAB)
            notebook.run(2)
            check_boxes(page, "hub")
        seen.append(row)

    for student, row in zip(students, seen, strict=True):
        assert row["made"] == [f"of {student.name}"], "a sandbox of their own"
        assert row["arn"] in row["journal"]
        assert len(row["journal"]) == 2, "the journal has what this user created, nothing else"
    assert seen[0]["url"] != seen[1]["url"]
    assert (seen[0]["uid"] != seen[1]["uid"]) == system_users

    ann, ben = students
    address = seen[0]["url"].rpartition("/")[0]
    ben.write(
        "intrude.ipynb",
        [INTRUDE.format(address=address, home=str(ann.home), pid=seen[0]["pid"])],
    )
    notebook = Notebook(pages[1], ben, "intrude.ipynb")
    notebook.run(0)
    found = json.loads(notebook.text(0))
    assert {found.pop(path) for path in ("/_modelpkg", "/_modelpkg/calls", "/")} == {403}
    if system_users:
        assert set(found.values()) == {"PermissionError"}, found
    found_versions = Environment("jupyterhub").versions()
    versions = {name: found_versions[name] for name in ("jupyterhub", "jupyterlab", "ipywidgets")}
    record_host("JupyterHub, two users", watched, versions)
    record(
        "hub",
        "two system users" if system_users else "one system user, two homes",
        versions=versions,
        arn=True,
        other_sandbox=403,
        other_files=sorted(set(found.values()))
        if system_users
        else ["not separated by the system"],
    )
    for page in pages:
        page.context.close()


MEASURE = """
import json, os
def measure():
    def mb(pid):
        rows = open(f"/proc/{pid}/smaps_rollup").read().split("\\n")
        sizes = {row.split()[0]: row.split()[1] for row in rows[1:] if row}
        return {"rss": round(int(sizes["Rss:"]) / 1000), "pss": round(int(sizes["Pss:"]) / 1000)}
    print(json.dumps({"kernel": mb(os.getpid()), "server": mb(os.getppid())}))
measure()"""
STEPS = {
    "an empty kernel": MEASURE,
    "with a form": "import modelpkg_widget\nform = modelpkg_widget.ModelPackageForm()\nform",
    "with a form and a sandbox": """
aws = modelpkg_widget.sandbox()
aws.client("s3").list_buckets()
form = modelpkg_widget.ModelPackageForm(session=aws.session)
form""",
}


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux only")
def test_what_one_student_needs(page: Page) -> None:
    """Memory of the kernel and of the server of one user, in MB."""
    with hub(NAMES[:1]) as (student,):
        student.sign_in(page)
        cells = [cell for step in STEPS.values() for cell in (step, "measure()")]
        student.write("memory.ipynb", cells)
        notebook = Notebook(page, student, "memory.ipynb")
        for at, step in enumerate(STEPS):
            notebook.run(2 * at)
            if at:
                expect(notebook.form(2 * at)).to_be_visible()
            if at == len(STEPS) - 1:
                fill_in_and_submit(notebook.form(2 * at))
            notebook.run(2 * at + 1)
            sizes = json.loads(notebook.text(2 * at + 1))
            assert 20 < sizes["kernel"]["pss"] < 600
            record("memory", f"{at + 1}. {step}", **sizes)


def fill_up(place: Path) -> None:
    """Write a file until there is no space left.

    Raises:
        OSError: always, and then the file system is full.
    """
    with place.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@pytest.mark.skipif(os.geteuid() != 0, reason="mounts a small file system as a home")
def test_a_full_home_is_said_and_nothing_is_lost(page: Page) -> None:
    """The disk is full before Create is pressed: no request is sent, and none later is a second."""
    with hub(NAMES[:1], home_megabytes=8) as (student,):
        student.sign_in(page)
        student.write("work.ipynb", WORK)
        notebook = Notebook(page, student, "work.ipynb")
        notebook.run(0)
        form = notebook.form(0)
        expect(form.locator('[data-role="target"]')).to_contain_text("Sandbox")
        filling = student.home / "filling"
        with pytest.raises(OSError, match="No space"):
            fill_up(filling)
        form.get_by_label("ModelPackageDescription").fill("typed on a full disk")
        form.get_by_label("ModelPackageGroupName").fill("modelpkg-sandbox")
        draft = form.locator('[data-role="draft"]')
        expect(draft).to_contain_text("Couldn't save the draft: No space left on device.")
        form.get_by_role("button", name="Create model package", exact=True).click()
        problem = form.get_by_role("region", name="Problems").get_by_role("listitem")
        problem = problem.filter(has_text="Nothing was sent")
        expect(problem).to_contain_text("No space left on device")
        said = [" ".join(one.inner_text().split()) for one in (problem, draft)]

        filling.unlink()
        form.get_by_label("ModelPackageDescription").press_sequentially(", then not")
        expect(draft).not_to_contain_text("Couldn't")
        form.get_by_role("button", name="Create model package", exact=True).click()
        expect(form.locator('[data-role="arn"]')).to_have_text(ARN)
        notebook.run(1)
        row = json.loads(notebook.text(1))
        assert row["made"] == ["typed on a full disk, then not"]
        assert row["journal"] == [row["arn"]]
        kept = json.loads((student.home / "draft.json").read_text())
        assert kept["ModelPackageDescription"] == row["made"][0]
        said = [
            re.sub(r"\b[0-9a-f]{64}\b", "…", text.replace(str(student.home), "~")) for text in said
        ]
        record("hub", "a full home", said=said, arn=True)
