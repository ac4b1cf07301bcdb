// What may be done with a package that was made, to copy. The form does none of it.

import { Fragment } from "preact";
import { usePage } from "../fields/context";
import { Copyable } from "./Copyable";
import type { KernelState } from "./state";

export function NextSteps({ kernel }: { kernel: KernelState }) {
  const page = usePage();
  const { console, approve, deploy } = kernel.steps.value;
  if (!console && !approve && !deploy) return null;
  return (
    <div class="mp-next">
      <h4>{page("next")}</h4>
      {console && (
        <Fragment key="console">
          <p>
            <a href={console} target="_blank" rel="noopener noreferrer">
              {page("console")}
            </a>
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
