register() {
  local group=$1
  aws sagemaker create-model-package --model-package-group-name "$group" --source-uri "$2"
}
register churn s3://b/m.tar.gz
