"""Texts of languages that are not read: named, with the way on."""

from __future__ import annotations

import pytest

from modelpkg_widget.importers.source import text_loaded

TERRAFORM = "This is Terraform code. Run 'terraform plan"
CDK = "This is CDK code. Run 'cdk synth', then load the template."
SCRIPT = "This is JavaScript or TypeScript. Load the request as JSON: print JSON.stringify(input)."

TEXTS: dict[str, tuple[str, str]] = {
    "a resource": (
        'resource "awscc_sagemaker_model_package" "m" {\n  model_package_name = "a"\n}\n',
        TERRAFORM,
    ),
    "a module": ('module "registry" {\n  source = "./m"\n}\n', TERRAFORM),
    "locals before it": ('locals {\n  a = 1\n}\n\nresource "x" "y" {\n  a = "b"\n}\n', TERRAFORM),
    "CDK in TypeScript": (
        "new sagemaker.CfnModelPackage(this, 'M', {\n  modelPackageName: 'a',\n});\n",
        CDK,
    ),
    "CDK with its import": (
        ("import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';\n"
        "const props = { modelPackageName: 'a' };\n"),
        CDK,
    ),
    "CDK in Java": (
        'CfnModelPackage.Builder.create(this, "M")\n    .modelPackageName("a")\n    .build();\n',
        CDK,
    ),
    "CDK in C#": (
        'new CfnModelPackage(this, "M", new Props {\n  ModelPackageName = "a"\n});\n',
        CDK,
    ),
    "JavaScript, version 3": (
        "await sm.send(new CreateModelPackageCommand({\n  ModelPackageName: 'a',\n}));\n",
        SCRIPT,
    ),
    "JavaScript, a command of its own line": (
        ("const input = {\n  ModelPackageName: 'a'\n};\n"
        "const command = new CreateModelPackageCommand(input);\n"),
        SCRIPT,
    ),
    "JavaScript, version 2": (
        "const sm = new AWS.SageMaker();\nsm.createModelPackage({\n  Domain: 'a'\n}, f);\n",
        SCRIPT,
    ),
    "Java": (
        ("var request = CreateModelPackageRequest.builder()\n"
        '    .modelPackageName("a")\n    .build();\n'),
        "This is Java. Load the request as JSON.",
    ),
    "Go": (
        ("out, err := sm.CreateModelPackage(ctx, &sagemaker.CreateModelPackageInput{\n"
        '\tModelPackageName: aws.String("a"),\n})\n'),
        "This is Go. Load the request as JSON.",
    ),
    "C#": (
        ("var request = new CreateModelPackageRequest\n{\n"
        '    ModelPackageName = "a"\n};\n'),
        "This is C#. Load the request as JSON.",
    ),
    "a Jenkinsfile": (
        "pipeline {\n  agent any\n  stages { stage('Register') { steps { echo 'a' } } }\n}\n",
        "This is a Jenkinsfile. Load the script that it runs, or the request.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_language_that_is_not_read_is_named(name: str) -> None:
    text, said = TEXTS[name]
    with pytest.raises(ValueError, match=r"This is") as caught:
        text_loaded(text)
    assert said in str(caught.value)


def test_cdk_in_python_is_read() -> None:
    found = text_loaded(
        "import aws_cdk.aws_sagemaker as sagemaker\n"
        "sagemaker.CfnModelPackage(self, 'M', model_package_name='a')\n"
    )
    assert found.base == {"ModelPackageName": "a"}
