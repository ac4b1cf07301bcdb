aws sagemaker create-model-package --model-package-group-name churn "$@" --domain OTHER
