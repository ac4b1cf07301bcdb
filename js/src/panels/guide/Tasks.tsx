// Tasks outside of the form, to tick. The request knows nothing of it.

import type { Actions, KernelStore } from "../../host/kernel_store";
import type { GuideStep } from "../../protocol/form_data";
import { ExternalLink } from "../shared/ExternalLink";

interface Props {
  tasks: NonNullable<GuideStep["tasks"]>;
  kernel: KernelStore;
  actions: Actions;
}

export function Tasks({ tasks, kernel, actions }: Props) {
  const done = kernel.doneTasks.value;
  return (
    <fieldset class="mp-group mp-guides">
      <legend>{tasks.title}</legend>
      {tasks.items.map(({ id, text, title, link }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={done.includes(id)}
            onChange={() => {
              const ids = done.includes(id) ? done.filter((one) => one !== id) : [...done, id];
              kernel.doneTasks.value = ids;
              actions.send({ kind: "set_done_tasks", tasks: ids });
            }}
          />
          <span>
            {text} {link && <ExternalLink to={link}>{title}</ExternalLink>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
