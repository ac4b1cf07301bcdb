"""What mutations are made of: numbers, texts, names and secrets that a check may stumble over."""

from __future__ import annotations

from functools import lru_cache

from tests.conformance.shared_cases import pattern_cases

NUMBERS = [0, -1, 1, 5, 101, 10**10, 2**53 - 1, 2**53, 2**53 + 1, -(2**53), 10**400]
FLOATS = [1.0, -0.0, 0.5, 2.0**53, 1e25, 1e308, float("nan"), float("inf"), float("-inf")]
TEXTS = ["", " ", "NaN", "1", "1.0", "true", "null", "[]", "{}", '{"a": 1}', "a\\b", '"', "'"]
PIECES = [
    *"\n\r\t\x00\x0b\x1f\x7f\x85\xa0\u2028\u2029\u200b\u200d\u2060\ufeff\ud800\udc00",
    *[
        "\r\n",
        "é",
        "e\u0301",
        "ß",
        "ſ",
        "K",
        "İ",
        "Ω",
        "ж",
        "中",
        "ש",
        "ع",
        "٣",
        "９",
        "ａ",
        "\u202e",
    ],
    *[
        "😀",
        "👩‍👧",
        "🇪🇺",
        "𝒜",
        "\U0010ffff",
        "\ufffe",
        "a.b",
        "--",
        "/",
        "s3://",
        "arn:aws:",
        "aws:",
        "{label}",
        "$&",
    ],
]
KEYS = [
    "__proto__",
    "constructor",
    "toString",
    "10",
    "2",
    "",
    "Nope",
    "tags",
    "a.b",
    'a"b',
    "\n",
    "😀",
]
SECRETS = [
    ("PASSWORD", "correct horse"),
    ("DB_SECRET", "a"),
    ("API_TOKEN", ""),
    ("HF_TOKEN", "hf_" + "a" * 34),
    ("PLAIN", "AKIAIOSFODNN7EXAMPLE"),
    ("KEY", "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----"),
    ("GITHUB", "ghp_" + "a" * 36),
    ("URL", "https://user:word@example.org/"),
]
ELSEWHERE = [
    (r"arn:aws[a-z-]*", ["arn:aws", "arn:aws-cn", "arn:aws-us-gov", "arn:aws-iso-b", "ARN:aws"]),
    (r"\d{12}", ["123456789012", "000000000000", "999999999999", "12345678901", "١٢٣٤٥٦٧٨٩٠١٢"]),
    (r"[a-z]{2}(-gov)?-[a-z]+-\d", ["us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1", ""]),
    (r"^s3://[^/]*", ["s3://other", "s3://a..b", "S3://b", "https://b", "s3:/b", "s3://😀"]),
]


@lru_cache(maxsize=1)
def known_texts() -> dict[str, list[str]]:
    """Texts for the shapes that have a pattern, right and wrong ones; none that is very long."""
    found: dict[str, list[str]] = {}
    for case in pattern_cases():
        text = next(iter(case.value)) if isinstance(case.value, dict) else case.value
        if len(text) < 3000:
            found.setdefault(case.name.split()[0], []).append(text)
    return found
