import { Outside } from "../toolbar/PackageKindSelect";
import { usePackageKinds } from "./guidePosition";

/** In a guide: what is set although the package that it creates has no use for it. */
export function SetOutside() {
  return (
    <div class="mp-kinds">
      <Outside nodes={usePackageKinds().forbidden()} part="" />
    </div>
  );
}
