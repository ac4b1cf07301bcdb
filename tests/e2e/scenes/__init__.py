"""Every control and view of the form, each as a scene: judged by axe, looked at as pictures.

A scene leaves the form in a state by the means that a person and a kernel have. A new view gets
one in the file of its part of the form, and with it all tests that go over ``SCENES``.
"""

from tests.e2e.scenes import around, choices, group, guide, preflight, request, submission, text

from .stage import REPEATED, SCENES

__all__ = [
    "REPEATED",
    "SCENES",
    "around",
    "choices",
    "group",
    "guide",
    "preflight",
    "request",
    "submission",
    "text",
]
