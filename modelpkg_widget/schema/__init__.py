"""JSON Schema of a request, made of botocore's model."""
