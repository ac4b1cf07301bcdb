"""What the scaffold calls of scikit-learn."""

from __future__ import annotations


class LogisticRegression:
    """Answers with the label of the nearest row."""

    def __init__(self, *, max_iter: int) -> None:
        assert max_iter > 0

    def fit(self, values: list[list[float]], labels: list[str]) -> LogisticRegression:
        self.rows = list(zip(values, labels, strict=True))
        return self

    def predict(self, values: list[list[float]]) -> list[str]:
        return [
            min(self.rows, key=lambda row: sum((a - b) ** 2 for a, b in zip(row[0], one)))[1]  # noqa: B905
            for one in values
        ]
