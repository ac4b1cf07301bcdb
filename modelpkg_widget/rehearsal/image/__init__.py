"""Images: pulled from Amazon ECR, loaded from a sandbox, or made here."""
