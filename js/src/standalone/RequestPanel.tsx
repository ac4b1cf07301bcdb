// Beside the form: the request as JSON, to copy or download, and the command that sends it.

import { useEffect, useMemo, useRef } from "preact/hooks";
import { Button } from "../controls/Button";
import { countText, createTranslator, type View, ViewContext } from "../controls/context";
import { formatJson } from "../core/format_json";
import type { Form } from "../form/form";
import { countsOfAll } from "../form/issue_counts";
import { download } from "../panels/export/ExportPanel";
import { Announcer } from "../panels/shared/announcer";
import { CopyableText, CopyButton } from "../panels/shared/CopyableText";
import { LiveRegion } from "../panels/shared/LiveRegion";

const FILE = "request.json";
const COMMAND = `aws sagemaker create-model-package --cli-input-json file://${FILE}`;

interface Props {
  form: Form;
  /** The request was copied or downloaded as it is now. */
  onTake(): void;
}

export function RequestPanel({ form, onTake }: Props) {
  const shown = useRef<HTMLPreElement>(null);
  const announcer = useMemo(() => new Announcer(), []);
  const t = useMemo(() => createTranslator(form), [form]);
  const view: Partial<View> = { form, t, announce: (text) => announcer.announce(text) };
  useEffect(() => () => announcer.end(), [announcer]);
  form.version.value; // follows each change, so that what is copied is what the form holds
  const text = formatJson(form.text());
  const title = t("standalone.request");
  const { fix, fill } = countsOfAll(form);
  return (
    <ViewContext.Provider value={view as View}>
      <h2>{title}</h2>
      <p class="mp-request-state" data-tone={fix > 0 ? "error" : undefined}>
        {countText(t, { fix, fill }) || t("no_problems")}
      </p>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key on a button clicks it */}
      <p class="mp-form-row" onClick={onTake}>
        <CopyButton name={title} text={text} shown={shown} />
        <Button onClick={() => download(`${text}\n`, FILE)}>
          {t("export.download")}
          <span class="mp-hidden"> {FILE}</span>
        </Button>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre ref={shown} tabIndex={0} role="region" aria-label={title} data-role="json">
        {text}
      </pre>
      <h3>{t("standalone.command")}</h3>
      <CopyableText name={t("standalone.command.name")} text={COMMAND} hook="command" />
      <p class="mp-muted">{t("standalone.command.about", { file: FILE })}</p>
      <LiveRegion announcer={announcer} />
    </ViewContext.Provider>
  );
}
