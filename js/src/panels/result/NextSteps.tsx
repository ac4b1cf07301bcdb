// What may be done with a package that was made, to copy. The form does none of it.

import { Fragment } from "preact";
import { useText, useView } from "../../controls/context";
import type { KernelStore } from "../../host/kernel_store";
import type { GuideStep } from "../../protocol/form_data";
import type { Listing as ListingRow } from "../../protocol/traits.generated";
import { CopyableText } from "../shared/CopyableText";
import { ExternalLink } from "../shared/ExternalLink";

export function NextSteps({ kernel }: { kernel: KernelStore }) {
  const t = useText();
  const { console, approve, listing, deploy: lines } = kernel.nextSteps.value;
  const { ModelPackageStatus: status, ModelApprovalStatus: approval } = kernel.package.value;
  // Whether AWS takes it for a model by now; an unversioned package is approved by nobody.
  const deploy = status === "Completed" && (approval || "Approved") === "Approved" && lines;
  if (!console && !approve && !deploy && !listing) return null;
  return (
    <div class="mp-next">
      <h4>{t("next")}</h4>
      {listing && <Listing key="listing" rows={listing} />}
      {console && (
        <Fragment key="console">
          <p>
            <ExternalLink to={console}>{t("console")}</ExternalLink>
          </p>
          <CopyableText name={t("console.name")} text={console} hook="console" />
        </Fragment>
      )}
      {approve && (
        <Fragment key="approve">
          <p>{t("approve")}</p>
          <CopyableText name={t("approve.name")} text={approve} hook="approve" />
        </Fragment>
      )}
      {deploy && (
        <details>
          <summary>{t("deploy")}</summary>
          <CopyableText name={t("deploy.name")} text={deploy} hook="deploy" />
        </details>
      )}
    </div>
  );
}

/** What buyers of a certified package will find, and what the portal asks for to list it. */
function Listing({ rows }: { rows: ListingRow[] }) {
  const { form } = useView();
  const t = useText();
  const portal = form.tables.guides?.flatMap((guide) => guide.steps).find((step) => step.listed);
  return (
    <>
      <p>{t("certified")}</p>
      <table class="mp-changes mp-review">
        <tbody>
          {rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{values.join(", ") || t("not_set")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t("certified.asks")}</p>
      {portal && <More step={portal} />}
    </>
  );
}

/** What is to be done elsewhere, in its order. */
export function More({ step }: { step: GuideStep }) {
  if (!step.more) return null;
  return (
    <ol class="mp-elsewhere">
      {step.more.map(({ text, link }) => (
        <li key={text}>{link ? <ExternalLink to={link}>{text}</ExternalLink> : text}</li>
      ))}
    </ol>
  );
}
