args=(--model-package-group-name churn)
args+=(--source-uri "s3://b/m.tar.gz")
aws sagemaker create-model-package "${args[@]}" --domain OTHER
