"""Amazon SageMaker as this package uses it, and what its errors mean."""
