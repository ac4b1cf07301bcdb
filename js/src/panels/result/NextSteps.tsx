// What may be done with a package that was made, to copy. The form does none of it.

import { Fragment } from "preact";
import { usePage, useView } from "../../controls/context";
import type { KernelState } from "../../host/kernel_store";
import type { GuideStep } from "../../protocol/form_data";
import type { Package, Steps } from "../../protocol/kernel_state";
import { Copyable } from "../shared/CopyableText";
import { Link } from "../shared/ExternalLink";

export function NextSteps({ kernel }: { kernel: KernelState }) {
  const page = usePage();
  const { console, approve, listing } = kernel.steps.value;
  const deploy = canDeploy(kernel.package.value) && kernel.steps.value.deploy;
  if (!console && !approve && !deploy && !listing) return null;
  return (
    <div class="mp-next">
      <h4>{page("next")}</h4>
      {listing && <Listing key="listing" rows={listing} />}
      {console && (
        <Fragment key="console">
          <p>
            <Link to={console}>{page("console")}</Link>
          </p>
          <Copyable name={page("console.name")} text={console} hook="console" />
        </Fragment>
      )}
      {approve && (
        <Fragment key="approve">
          <p>{page("approve")}</p>
          <Copyable name={page("approve.name")} text={approve} hook="approve" />
        </Fragment>
      )}
      {deploy && (
        <details>
          <summary>{page("deploy")}</summary>
          <Copyable name={page("deploy.name")} text={deploy} hook="deploy" />
        </details>
      )}
    </div>
  );
}

/** Whether AWS takes it for a model by now. */
function canDeploy({ status, approval }: Package): boolean {
  return status === "Completed" && (approval === "" || approval === "Approved");
}

/** What buyers of a certified package will find, and what the portal asks for to list it. */
function Listing({ rows }: { rows: NonNullable<Steps["listing"]> }) {
  const { form } = useView();
  const page = usePage();
  const portal = form.tables.guides?.flatMap((guide) => guide.steps).find((step) => step.listed);
  return (
    <>
      <p>{page("certified")}</p>
      <table class="mp-changes mp-review">
        <tbody>
          {rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{values.join(", ") || page("notSet")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{page("certified.asks")}</p>
      {portal && <More step={portal} />}
    </>
  );
}

/** What is to be done elsewhere, in its order. */
export function More({ step }: { step: GuideStep }) {
  if (!step.more) return null;
  return (
    <ol class="mp-more">
      {step.more.map(({ text, link }) => (
        <li key={text}>{link ? <Link to={link}>{text}</Link> : text}</li>
      ))}
    </ol>
  );
}
