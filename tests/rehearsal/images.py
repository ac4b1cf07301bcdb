"""Images for a real engine, made of Debian's static busybox and lines of our own."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from modelpkg_widget.rehearsal.image.archive import ImageFile, image_archive
from modelpkg_widget.rehearsal.relay.program import relay_program

_TOOLS = (
    "sh",
    "nc",
    "cat",
    "head",
    "tail",
    "rm",
    "sleep",
    "wget",
    "tr",
    "grep",
    "echo",
    "awk",
    "httpd",
)

# What FAULT is, decides. Each request is a process of its own, which ends with its connection.
_SERVE = """#!/bin/sh
case "$FAULT" in
  installs) wget -q -O - http://pypi.org/simple/scikit-learn/ || exit 1 ;;
  package) echo "ModuleNotFoundError: No module named 'sklearn'" >&2; exit 1 ;;
  memory) exec tail /dev/zero ;;
  readonly) echo cache > /opt/ml/model/cache || exit 1 ;;
  hangs) exec sleep 1000 ;;
  keeps) sleep 3; exec nc -ll -p 8080 -e /keeps ;;
  port) exec nc -ll -p 5000 -e /answer ;;
  loopback) exec httpd -f -p 127.0.0.1:8080 -h /www ;;
esac
echo "serving with [$*] $SAGEMAKER_BATCH $SAGEMAKER_MAX_PAYLOAD_IN_MB $SAGEMAKER_BATCH_STRATEGY"
exec nc -ll -p 8080 -e /answer
"""
# Keeps a connection open, as the servers of real models do, and works 20 ms on each request.
_KEEPS = r"""#!/bin/sh
while read -r method path version; do
  size=0
  while read -r line; do
    line=${line%?}
    case "$line" in
      "") break ;;
      [Cc]ontent-[Ll]ength:*) size=${line#*: } ;;
    esac
  done
  body=$(head -c "$size")
  [ "$path" = /invocations ] && sleep 0.02
  printf 'HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: %s\r\n\r\n%s' \
    "${#body}" "$body"
done
"""
_ANSWER = r"""#!/bin/sh
read -r method path version
size=0 type=
while read -r line; do
  line=${line%?}
  case "$line" in
    "") break ;;
    [Cc]ontent-[Ll]ength:*) size=${line#*: } ;;
    [Cc]ontent-[Tt]ype:*) type=${line#*: } ;;
  esac
done
answer() {
  printf 'HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %s\r\nConnection: close\r\n\r\n%s' \
    "$1" "$2" "${#3}" "$3"
}
if [ "$path" = /ping ]; then
  case "$FAULT" in
    ping-status) answer "503 Service Unavailable" text/plain "" ;;
    ping-late) sleep 5 ;;
    *) answer "200 OK" text/plain "" ;;
  esac
elif [ "$path" = /execution-parameters ]; then
  if [ "$PARAMETERS" ]; then answer "200 OK" application/json "$PARAMETERS"
  else answer "404 Not Found" text/plain ""; fi
else
  body=/tmp/body-$$
  head -c "$size" > $body
  case "$FAULT" in
    slow) sleep 5 ;;
    type) answer "415 Unsupported Media Type" text/plain "only application/json"; exit ;;
    crash) exit ;;
    answer-type) answer "200 OK" application/json "{}"; exit ;;
    record-*) if grep -q "^${FAULT#record-}," $body; then
        echo "ValueError in record ${FAULT#record-}" >&2
        answer "500 Internal Server Error" text/plain "could not convert string to float"; exit
      fi ;;
    bad-*) if grep -q "^${FAULT#bad-}," $body; then
        answer "400 Bad Request" text/plain "bad record"; exit
      fi ;;
    appends) awk '{ print $0 ",seen" }' $body > $body-out; rm $body; body=$body-out ;;
  esac
  printf 'HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nConnection: close\r\n\r\n'
  cat $body
  rm $body
fi
"""


def archives(busybox: Path) -> dict[str, bytes]:
    """Return archives by the names of their images."""
    tools: dict[str, ImageFile] = {"bin/busybox": ImageFile(busybox.read_bytes())}
    tools |= {f"bin/{name}": ImageFile("busybox") for name in _TOOLS}
    serve = {"usr/bin/serve": ImageFile(_SERVE.encode()), "answer": ImageFile(_ANSWER.encode())}
    serve["keeps"] = ImageFile(_KEEPS.encode())
    serve["www/ping"] = ImageFile(b"")
    other = {"usr/bin/serve": ImageFile(relay_program("arm64"))}
    unrunnable = {"usr/bin/serve": ImageFile(_SERVE.encode(), 0o644)}
    rows: dict[str, tuple[dict[str, ImageFile], str]] = {
        "works": ({**tools, **serve}, "amd64"),
        "no-serve": (tools, "amd64"),
        "not-executable": ({**tools, **unrunnable}, "amd64"),
        "foreign": ({**tools, **other}, "amd64"),
        "arm64": ({**tools, **other}, "arm64"),
    }
    return {
        f"localhost/rehearsal-{name}:1": image_archive(
            f"localhost/rehearsal-{name}:1",
            files,
            architecture=architecture,
            entrypoint=["/usr/bin/serve"] if name == "not-executable" else [],
            folders=["tmp", "opt/ml/model", "proc", "sys", "dev"],
        )
        for name, (files, architecture) in rows.items()
    }


def model_archive(path: Path, files: dict[str, bytes]) -> Path:
    """Write a model archive."""
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            row = tarfile.TarInfo(name)
            row.size = len(content)
            archive.addfile(row, io.BytesIO(content))
    return path
