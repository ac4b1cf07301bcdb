"""A shell script that runs the image as SageMaker will: without a network, asked for a sample.

No value of the request can break out of it: each stands in a variable, quoted by `shlex`, and is
used as "$variable" behind ``--`` or ``=``. Comments are ours.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from modelpkg_widget.preflight_checks.check import Check
from modelpkg_widget.preflight_checks.check_context import CheckContext
from modelpkg_widget.preflight_checks.check_result import Diagnostic
from modelpkg_widget.preflight_checks.check_texts import CheckTexts
from modelpkg_widget.preflight_checks.references import Image, References

TEXTS = CheckTexts("checks/rehearsal_script")

_CURL = "curlimages/curl:8.11.0"


def rehearsal(context: CheckContext) -> Iterator[Diagnostic]:
    for image in context.parts.images[:1]:
        yield TEXTS.diagnostic("rehearsal", [image.path], script(context.parts, image))


def script(parts: References, image: Image) -> str:
    """Return a script for bash that starts an image as a validation does, and asks it."""
    artifact = parts.artifact(image)
    profile = next((one for one in parts.profiles if one.source), None)
    source = profile.source if profile else None
    content = (profile.content_type if profile else "") or "text/csv"
    values = {
        "image": image.uri,
        "registry": image.registry,
        "region": image.region,
        "model": f"s3://{artifact.bucket}/{artifact.key}" if artifact else "",
        "bucket": source.bucket if source else "",
        "prefix": source.key if source else "",
        "content_type": content,
    }
    variables = "\n".join(f"{name}={_quoted(value)}" for name, value in values.items())
    environment = " ".join(
        f"--env={_quoted(f'{name}={value}')}" for name, value in parts.environment(image).items()
    )
    return f"{_HEAD}\n{variables}\nenvironment=({environment})\n{_REST}"


def _quoted(text: str) -> str:
    """One word of a shell; what no shell can hold is left out."""
    return shlex.quote(text.replace("\0", ""))


_HEAD = """\
#!/usr/bin/env bash
# Starts the image as SageMaker's validation does: without a network, with the model in
# /opt/ml/model. Then sends GET /ping and one sample. Needs Docker and the AWS CLI. Only reads
# from ECR and S3. To send another sample: SAMPLE=FILE bash SCRIPT
set -euo pipefail
"""

_REST = f"""\
curl_image={_CURL}

work=$(mktemp -d)
container=
finish() {{
  status=$?
  if [ -n "$container" ]; then
    if [ "$status" -ne 0 ]; then
      echo "--- container output:"
      docker logs "$container" || true
    fi
    docker rm --force "$container" >/dev/null || true
  fi
  rm -rf "$work"
  exit "$status"
}}
trap finish EXIT

aws ecr get-login-password --region "$region" |
  docker login --username AWS --password-stdin "$registry"
docker pull --platform=linux/amd64 -- "$image"
docker pull --quiet -- "$curl_image"

mkdir "$work/model"
if [ -n "$model" ]; then
  aws s3 cp -- "$model" "$work/model.tar.gz"
  tar -xzf "$work/model.tar.gz" -C "$work/model"
fi
sample=${{SAMPLE:-}}
if [ -z "$sample" ] && [ -n "$bucket" ]; then
  key=$(aws s3api list-objects-v2 --bucket="$bucket" --prefix="$prefix" \\
    --query="Contents[?Size>\\`0\\`] | [0].Key" --output=text)
  sample="$work/sample"
  aws s3api get-object --bucket="$bucket" --key="$key" "$sample" >/dev/null
fi

container=$(docker run --detach --network=none --platform=linux/amd64 \\
  --volume="$work/model:/opt/ml/model:ro" ${{environment[@]+"${{environment[@]}}"}} \\
  -- "$image" serve)
ask() {{ docker run --rm --network="container:$container" "$@"; }}

echo "GET /ping (must return 200 within 2 s)"
for try in $(seq 60); do
  if [ "$(docker inspect --format='{{{{.State.Running}}}}' "$container")" != true ]; then
    echo "The container has stopped."
    exit 1
  fi
  if ask "$curl_image" --silent --fail --max-time 2 http://127.0.0.1:8080/ping; then
    break
  fi
  if [ "$try" = 60 ]; then
    echo "No response from /ping."
    exit 1
  fi
  sleep 2
done

if [ -n "$sample" ]; then
  echo "POST /invocations"
  ask --volume="$(realpath -- "$sample"):/sample:ro" "$curl_image" --silent --show-error --fail \\
    --max-time 600 --header="Content-Type: $content_type" --data-binary=@/sample \\
    http://127.0.0.1:8080/invocations
  echo
fi
echo "The container works without a network."
"""


CHECKS = (
    Check(
        "rehearsal",
        TEXTS,
        rehearsal,
        lambda parts: bool(parts.images),
        online=False,
    ),
)
