// The name of a member, which may break where a word of it begins.

import { Fragment } from "preact";

export function FieldName({ text }: { text: string }) {
  return (
    <>
      {text.split(/(?<=[a-z0-9])(?=[A-Z])/).map((word, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {word}
        </Fragment>
      ))}
    </>
  );
}
