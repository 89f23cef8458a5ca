const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * The CSS properties that decide how a chart looks. An inherited one need only be written where it
 * differs from the parent's; the others where they differ from their initial value.
 */
const INHERITED_PROPERTIES = [
  "color",
  "dominant-baseline",
  "fill",
  "fill-opacity",
  "fill-rule",
  "font-family",
  "font-feature-settings",
  "font-size",
  "font-style",
  "font-variant-numeric",
  "font-weight",
  "letter-spacing",
  "paint-order",
  "shape-rendering",
  "stroke",
  "stroke-dasharray",
  "stroke-dashoffset",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-miterlimit",
  "stroke-opacity",
  "stroke-width",
  "text-anchor",
  "visibility",
];
const OWN_PROPERTIES: readonly (readonly [name: string, initial: string])[] = [
  ["mix-blend-mode", "normal"],
  ["opacity", "1"],
  ["stop-color", "rgb(0, 0, 0)"],
  ["stop-opacity", "1"],
  ["text-decoration-line", "none"],
  ["vector-effect", "none"],
];

/**
 * A chart as an SVG file that needs no style sheet: the styles in effect are written into a copy
 * of the elements, hidden elements are left out, and the size is fixed to the size on screen.
 *
 * @param svg an element in the document (styles are computed only there)
 * @param background CSS colour of a rectangle behind the chart
 * @throws Error when the element has no size because it is not shown.
 */
export function svgToString(
  svg: SVGSVGElement,
  background = "#ffffff",
): string {
  const { width, height } = svg.getBoundingClientRect();
  if (width === 0 || height === 0) {
    throw new Error(
      `The chart cannot be exported: it is ${width} x ${height} pixels on the page. Show it first.`,
    );
  }
  const clone = cloneStyled(svg, null);
  clone.setAttribute("xmlns", SVG_NAMESPACE);
  clone.setAttribute("width", String(width));
  clone.setAttribute("height", String(height));
  if (!clone.hasAttribute("viewBox")) {
    clone.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }
  clone.prepend(backgroundOf(svg, width, height, background));
  return new XMLSerializer().serializeToString(clone);
}

/**
 * Paints an SVG file and returns a PNG of width * scale by height * scale pixels.
 *
 * @param svgText as `svgToString` gives it; it may refer to nothing outside itself
 * @throws Error when the browser cannot read the SVG or cannot make a canvas of that size.
 */
export async function svgToPng(
  svgText: string,
  width: number,
  height: number,
  scale: number,
): Promise<Uint8Array> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const size = `${canvas.width} x ${canvas.height} pixels`;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error(`No canvas of ${size} is available.`);

  const url = URL.createObjectURL(
    new Blob([svgText], { type: "image/svg+xml;charset=utf-8" }),
  );
  try {
    const image = new Image();
    image.src = url;
    try {
      await image.decode();
    } catch (error) {
      throw new Error(
        `The browser cannot draw the chart's SVG (${svgText.length} characters).`,
        { cause: error },
      );
    }
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
  } finally {
    URL.revokeObjectURL(url);
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
  if (blob === null) {
    throw new Error(
      `The browser cannot make a PNG of ${size}: choose a smaller scale than ${scale}.`,
    );
  }
  return new Uint8Array(await blob.arrayBuffer());
}

/** Deep copy with the styles in effect; `parentStyle` is null for the root, which gets them all. */
function cloneStyled<E extends Element>(
  element: E,
  parentStyle: CSSStyleDeclaration | null,
): E {
  const clone = element.cloneNode(false);
  if (!isSameKind(clone, element)) {
    throw new TypeError(`The copy of <${element.localName}> differs in kind.`);
  }
  const style = getComputedStyle(element);
  if (clone instanceof SVGElement) {
    writeStyles(clone, style, parentStyle);
    // Classes mean nothing without the page's style sheets.
    clone.removeAttribute("class");
  }
  for (const child of element.childNodes) {
    if (child instanceof Element) {
      if (!isHidden(child)) clone.append(cloneStyled(child, style));
    } else if (child instanceof Text) {
      clone.append(child.data);
    }
  }
  return clone;
}

/** Containers of definitions are never displayed themselves, but what they define is used. */
function isHidden(element: Element): boolean {
  return (
    element instanceof SVGGraphicsElement &&
    element.localName !== "defs" &&
    element.localName !== "clipPath" &&
    getComputedStyle(element).display === "none"
  );
}

function isSameKind<E extends Element>(node: Node, element: E): node is E {
  return (
    node instanceof Element &&
    node.localName === element.localName &&
    node.namespaceURI === element.namespaceURI
  );
}

function writeStyles(
  clone: SVGElement,
  style: CSSStyleDeclaration,
  parentStyle: CSSStyleDeclaration | null,
): void {
  for (const name of INHERITED_PROPERTIES) {
    writeStyle(clone, name, style, parentStyle?.getPropertyValue(name));
  }
  for (const [name, initial] of OWN_PROPERTIES) {
    writeStyle(clone, name, style, initial);
  }
}

function writeStyle(
  clone: SVGElement,
  name: string,
  style: CSSStyleDeclaration,
  fallback: string | undefined,
): void {
  const value = style.getPropertyValue(name);
  // An attribute or style of the element's own would win over what it falls back to.
  const isSetHere =
    clone.hasAttribute(name) || clone.style.getPropertyValue(name) !== "";
  if (value !== fallback || isSetHere) clone.style.setProperty(name, value);
}

/** A rectangle over all that is visible, in the user units of the chart. */
function backgroundOf(
  svg: SVGSVGElement,
  width: number,
  height: number,
  colour: string,
): SVGRectElement {
  const box = svg.viewBox.baseVal;
  const hasViewBox = svg.hasAttribute("viewBox");
  const rect = document.createElementNS(SVG_NAMESPACE, "rect");
  rect.setAttribute("x", String(hasViewBox ? box.x : 0));
  rect.setAttribute("y", String(hasViewBox ? box.y : 0));
  rect.setAttribute("width", String(hasViewBox ? box.width : width));
  rect.setAttribute("height", String(hasViewBox ? box.height : height));
  rect.style.setProperty("fill", colour);
  rect.style.setProperty("stroke", "none");
  return rect;
}
