import type { AwsPackage, AwsStage } from "../../protocol/traits.generated";

/** The image scans and the validation profiles of a package. */
export function stagesOf({ ModelPackageStatusDetails: details }: AwsPackage): AwsStage[][] {
  return [details?.ImageScanStatuses ?? [], details?.ValidationStatuses ?? []];
}
