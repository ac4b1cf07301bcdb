"""Somebody who believes the page: presses what is primary, goes where it leads, reads nothing."""
