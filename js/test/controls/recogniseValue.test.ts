import { describe, expect, test } from "vitest";
import { recogniseValue, roleArn } from "../../src/controls/recogniseValue";

const recognised = (text: string, image = false): string =>
  recogniseValue(text, image)
    .map(([word, value]) => `${word.replace("seen.", "")} ${value}`.trim())
    .join(", ");

describe("what is recognised", () => {
  test.each([
    ["s3://b/a//b.tar.gz", "bucket b, key a//b.tar.gz"],
    ["s3://b", "bucket b, no_key"],
    ["s3://b/", "bucket b, no_key"],
    ["s3://", ""],
    ["s3:///k", ""],
    ["S3://b/k", ""],
    ["arn:aws:s3:::b/k", "service s3, resource b/k"],
    ["arn:aws:iam::123456789012:role/a/b", "service iam, account 123456789012, resource role/a/b"],
    [
      "arn:aws-cn:sagemaker:cn-north-1:123456789012:model-package/g/1",
      "service sagemaker, account 123456789012, region cn-north-1, resource model-package/g/1, partition aws-cn",
    ],
    [
      "arn:aws-us-gov:logs:us-gov-west-1:123456789012:log-group:/x:*",
      "service logs, account 123456789012, region us-gov-west-1, resource log-group:/x:*, partition aws-us-gov",
    ],
    ["arn:aws:iam::123456789012:", ""],
    ["arn:aws", ""],
    ["arn:", ""],
    ["a text", ""],
    ["", ""],
  ])("%j", (text, parts) => {
    expect(recognised(text)).toBe(parts);
    expect(recognised(text.replace(/$/, "\n"))).toBe("");
  });

  const DIGEST = `sha256:${"0f".repeat(32)}`;
  test.each([
    [
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/a/b:1.0",
      "account 123456789012, region us-east-1, repository a/b, tag 1.0",
    ],
    [
      "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a:t",
      "account 123456789012, region cn-north-1, repository a, tag t",
    ],
    [
      "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/a",
      "account 123456789012, region us-gov-west-1, repository a, no_tag",
    ],
    [
      "123456789012.dkr-ecr.eu-west-1.on.aws/a:t",
      "account 123456789012, region eu-west-1, repository a, tag t",
    ],
    [
      `123456789012.dkr.ecr.us-east-1.amazonaws.com/a:t@${DIGEST}`,
      `account 123456789012, region us-east-1, repository a, tag t, digest ${DIGEST}`,
    ],
    [`localhost:5000/a@${DIGEST}`, `registry localhost:5000, repository a, digest ${DIGEST}`],
    [
      "12345.dkr.ecr.us-east-1.amazonaws.com/a",
      "registry 12345.dkr.ecr.us-east-1.amazonaws.com, repository a, no_tag",
    ],
    ["python:3.12-slim", "repository python, tag 3.12-slim"],
    ["s3://b/k", "bucket b, key k"],
    ["a::b", ""],
    ["host.name/", ""],
    ["", ""],
  ])("image %j", (text, parts) => {
    expect(recognised(text, true)).toBe(parts);
  });

  test.each(["s3://", "arn:", "a.", ":", "/", "a@", "a:b/", "\ud800"])(
    "a megabyte of %j",
    (part) => {
      const text = part.repeat((1 << 20) / part.length);
      for (const begin of ["", "s3://", "arn:aws:", "123456789012.dkr.ecr."]) {
        expect(recogniseValue(begin + text, true)).toEqual([]);
        expect(recogniseValue(begin + text.slice(0, 2000), true).length).toBeLessThan(7);
        expect(roleArn(begin + text, "1", "")).toBe(undefined);
      }
    },
  );
});

test.each([
  ["MyRole", "us-east-1", "arn:aws:iam::ACCOUNT:role/MyRole"],
  ["role/MyRole", "", "arn:aws:iam::ACCOUNT:role/MyRole"],
  [
    "service-role/My.Role_1@x",
    "cn-north-1",
    "arn:aws-cn:iam::ACCOUNT:role/service-role/My.Role_1@x",
  ],
  ["MyRole", "us-gov-east-1", "arn:aws-us-gov:iam::ACCOUNT:role/MyRole"],
  ["arn:aws:iam::123456789012:role/MyRole", "", undefined],
  ["a role", "", undefined],
  ["a".repeat(65), "", undefined],
  ["", "", undefined],
])("the role of the name %j in %j", (name, region, arn) => {
  expect(roleArn(name, "ACCOUNT", region)).toBe(arn);
});
