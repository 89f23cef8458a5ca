import { useId } from "react";
import { knownExtensions } from "../../data/tables/extensions";
import { DropZone } from "../widgets/DropZone";
import { useWords } from "../useWords";

/** Chooses or receives the files of a data set. */
export function OpenFiles(props: {
  readonly disabled: boolean;
  readonly onOpen: (files: readonly File[]) => void;
}) {
  const words = useWords();
  const id = useId();
  function open(list: FileList | null) {
    if (list && list.length > 0) props.onOpen([...list]);
  }
  return (
    <DropZone disabled={props.disabled} onFiles={props.onOpen}>
      <p>{words.data.filesNote}</p>
      <label htmlFor={id} className="fileButton">
        {words.data.choose}
        <input
          id={id}
          type="file"
          multiple
          accept={knownExtensions.map((name) => `.${name}`).join(",")}
          disabled={props.disabled}
          onChange={(event) => {
            open(event.target.files);
            // The same file chosen again after a mistake is a new choice.
            event.target.value = "";
          }}
        />
      </label>
    </DropZone>
  );
}
