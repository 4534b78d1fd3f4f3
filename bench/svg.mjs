// @ts-check
/** The few shapes of which the figures are made, as SVG text; colours follow the reader's theme. */

/** @param {string} text */
const escapeText = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [inside] markup, or escaped text
 */
function element(name, attributes, inside) {
  const list = Object.entries(attributes).map(
    ([key, value]) =>
      ` ${key}="${typeof value === 'number' ? Number(value.toFixed(2)) : escapeText(value).replaceAll('"', '&quot;')}"`,
  );
  return inside === undefined
    ? `<${name}${list.join('')}/>`
    : `<${name}${list.join('')}>${inside}</${name}>`;
}

/** @param {number} x @param {number} y @param {string} words @param {Record<string, string | number>} [more] */
export const text = (x, y, words, more = {}) =>
  element('text', { x, y, ...more }, escapeText(words));

/**
 * @param {number} x @param {number} y @param {number} width @param {number} height
 * @param {string} kind class of the colour @param {string} [title] shown under the pointer
 */
export const box = (x, y, width, height, kind, title) =>
  element(
    'rect',
    { x, y, width: Math.max(width, 0), height, class: kind },
    title === undefined ? '' : element('title', {}, escapeText(title)),
  );

/** @param {readonly (readonly [number, number])[]} points @param {string} kind */
export const line = (points, kind) =>
  element('polyline', {
    points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
    class: kind,
  });

/** @param {number} x @param {number} y @param {string} kind @param {string} title */
export const dot = (x, y, kind, title) =>
  element('circle', { cx: x, cy: y, r: 3.5, class: kind }, element('title', {}, escapeText(title)));

/** Light and dark: ink, hairlines, and nine colours that stay apart in both. */
const style = `
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600; font-size: 13px }
.quiet { fill: #59636e }
.end { text-anchor: end }
.middle { text-anchor: middle }
.rule { stroke: #d1d9e0; fill: none }
.c0 { fill: #8c959f } .c1 { fill: #1f6feb } .c2 { fill: #b6c2cf } .c3 { fill: #54aeff }
.c4 { fill: #bc4c00 } .c5 { fill: #d4a72c } .c6 { fill: #8250df } .c7 { fill: #1a7f37 }
.c8 { fill: #d1d9e0 }
.l0 { stroke: #bc4c00; fill: none; stroke-width: 2 } .d0 { fill: #bc4c00 }
.l1 { stroke: #1f6feb; fill: none; stroke-width: 2 } .d1 { fill: #1f6feb }
.l2 { stroke: #1a7f37; fill: none; stroke-width: 2 } .d2 { fill: #1a7f37 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.quiet { fill: #9198a1 }
.rule { stroke: #3d444d }
.c0 { fill: #6e7681 } .c1 { fill: #4493f8 } .c2 { fill: #454c54 } .c3 { fill: #a5d6ff }
.c4 { fill: #f0883e } .c5 { fill: #e3b341 } .c6 { fill: #ab7df8 } .c7 { fill: #3fb950 }
.c8 { fill: #30363d }
.l0 { stroke: #f0883e } .d0 { fill: #f0883e }
.l1 { stroke: #4493f8 } .d1 { fill: #4493f8 }
.l2 { stroke: #3fb950 } .d2 { fill: #3fb950 }
}`;

/**
 * A whole figure.
 * @param {number} width @param {number} height
 * @param {string} label what the figure says, for those who do not see it
 * @param {readonly string[]} shapes
 */
export function figure(width, height, label, shapes) {
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-label': label,
  };
  return `${element('svg', attributes, `\n${element('style', {}, style)}\n${shapes.join('\n')}\n`)}\n`;
}
