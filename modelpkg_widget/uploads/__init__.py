"""Local files that a request names: uploaded to S3, whole or not at all."""
