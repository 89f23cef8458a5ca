import { useId, useState } from "react";

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
      <p>
        Drop the files here or choose them: vectors as <b>.npy</b> (n × d), and
        if you like their texts as <b>.jsonl</b>, <b>.csv</b> or <b>.txt</b>,
        one per row. A second .npy with “query” in its name becomes the query
        set. They do not leave this browser.
      </p>
      <label htmlFor={id} className="fileButton">
        Choose files
        <input
          id={id}
          type="file"
          multiple
          accept=".npy,.jsonl,.csv,.txt"
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
