// Which of two requests the draft is to hold, where another program has written its file.

import type { LaterPanels } from "../controls/later/laterPanels";
import { ActionButton } from "./shared/ActionButton";

export function DraftConflict({ actions }: LaterPanels["DraftConflict"]) {
  return (
    <>
      <ActionButton
        name="draft.theirs"
        about="draft.theirs.about"
        press={() => actions.send({ kind: "resolve_draft", take: "theirs" })}
      />
      <ActionButton
        name="draft.mine"
        about="draft.mine.about"
        press={() => actions.send({ kind: "resolve_draft", take: "mine" })}
      />
    </>
  );
}
