"""SageMaker, as the sandbox plays it."""
