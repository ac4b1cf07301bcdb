if [ "$REGISTER" = yes ]; then
  aws sagemaker create-model-package --model-package-group-name churn \
    --source-uri s3://b/m.tar.gz
fi
