import { useId, useState } from "react";
import { panelStrings } from "./panelStrings";

/** Chooses or receives the files of a data set. */
export function OpenFiles(props: {
  readonly disabled: boolean;
  readonly onOpen: (files: readonly File[]) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  function open(list: FileList | null) {
    if (list && list.length > 0) props.onOpen([...list]);
  }
  return (
    <div
      className="dropZone"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!props.disabled) open(event.dataTransfer.files);
      }}
    >
      <p>{panelStrings.data.ownNote}</p>
      <label htmlFor={id} className="fileButton">
        {panelStrings.data.choose}
        <input
          id={id}
          type="file"
          multiple
          accept=".npy,.jsonl,.ndjson,.json,.csv,.tsv,.txt"
          disabled={props.disabled}
          onChange={(event) => {
            open(event.target.files);
            // The same file chosen again after a mistake is a new choice.
            event.target.value = "";
          }}
        />
      </label>
    </div>
  );
}
