import { useState } from "preact/hooks";

/** Where the browser gives no clipboard, the text beside it can be selected. */
export const CopyButton = ({ text }: { text: string }) => {
  const [label, setLabel] = useState("Copy");
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setLabel("Copied"),
      () => setLabel("Select it to copy"),
    );
  return (
    <button type="button" aria-live="polite" onClick={() => void copy()}>
      {label}
    </button>
  );
};
