aws sagemaker create-model-package --model-package-group-name churn --source-uri s3://b/a.tar.gz

aws sagemaker create-model-package \
  --model-package-group-name fraud --source-uri s3://b/b.tar.gz
