/** Fill patterns of the two kinds of loss, so that colour is never alone. Ids are global to the page. */
export function LossPatterns() {
  return (
    <defs>
      <pattern
        id="pattern-lost-filter"
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect className="patternGround" width="5" height="5" />
        <rect className="solidLostFilter" width="2.6" height="5" />
      </pattern>
      <pattern
        id="pattern-lost-limit"
        width="4"
        height="4"
        patternUnits="userSpaceOnUse"
      >
        <rect className="patternGround" width="4" height="4" />
        <circle className="solidLostLimit" cx="2" cy="2" r="1.45" />
      </pattern>
    </defs>
  );
}
