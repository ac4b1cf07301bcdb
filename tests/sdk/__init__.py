"""Tests with sagemaker-core, in an environment of its own: `make sdk`."""
