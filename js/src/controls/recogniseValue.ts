// What the text of a field names: a place in S3, an image, a resource of AWS. For reading alone: no
// verdict hangs on it.

/** A key of the page's words, and the value that it is filled with. */
export type Part = [word: string, value: string];

/** The longest ARN that AWS gives out; nothing longer is one of these, and none is slow to read. */
const LONGEST = 2048;

const IMAGE =
  /^(?:([^/.:]*[.:][^/]*|localhost)\/)?([^:@]*[^:@/])(?::(\w[\w.-]*))?(?:@(\w+:[0-9a-fA-F]+))?$/;
/** The registry of an account; the end of its name differs by partition. */
const REGISTRY = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z.]+$/;
const ROLE_NAME = /^(?:role\/)?((?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64})$/;

/** The parts of a text; empty when it is none of these. `image`: it is the address of one. */
export function recogniseValue(text: string, image: boolean): Part[] {
  if (text.length > LONGEST || /\s/.test(text)) return [];
  if (text.startsWith("s3://")) return place(text.slice(5));
  if (text.startsWith("arn:")) return resource(text.split(":"));
  return image ? imageParts(text) : [];
}

function place(text: string): Part[] {
  const [bucket = ""] = text.split("/", 1);
  if (bucket === "") return [];
  const key = text.slice(bucket.length + 1);
  return [["seen.bucket", bucket], key ? ["seen.key", key] : ["seen.no_key", ""]];
}

function resource([, partition, service, region, account, ...rest]: string[]): Part[] {
  const named = rest.join(":");
  if (!partition || !service || named === "") return [];
  const parts: Part[] = [
    ["seen.service", service],
    ["seen.account", account ?? ""],
    ["seen.region", region ?? ""],
    ["seen.resource", named],
    ["seen.partition", partition === "aws" ? "" : partition],
  ];
  return parts.filter(([, value]) => value !== "");
}

function imageParts(text: string): Part[] {
  const [, host = "", repository = "", tag = "", digest = ""] = IMAGE.exec(text) ?? [];
  if (repository === "") return [];
  const [, account, region] = REGISTRY.exec(host) ?? [];
  const parts: Part[] =
    account && region
      ? [
          ["seen.account", account],
          ["seen.region", region],
        ]
      : [["seen.registry", host]];
  parts.push(["seen.repository", repository], ["seen.tag", tag], ["seen.digest", digest]);
  const set = parts.filter(([, value]) => value !== "");
  return tag || digest ? set : [...set, ["seen.no_tag", ""]];
}

/** The ARN of a role of which a name stands where the ARN should; undefined when it is no name. */
export function roleArn(text: string, account: string, region: string): string | undefined {
  const name = text.length > LONGEST ? undefined : ROLE_NAME.exec(text)?.[1];
  return name && `arn:${partitionOf(region)}:iam::${account}:role/${name}`;
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
