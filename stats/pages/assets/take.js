// Takes things away: a chart as PNG or SVG with its title, source line and address, the link to this view, a citation.
// The chart is redrawn from the page's own SVG, so that nothing is asked of any server. Texts are set as text.
const NS = "http://www.w3.org/2000/svg";
const PAD = 24;
const FONT = "'Source Sans', 'Source Sans Pro', sans-serif";

function lines(text, width, font) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const found = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > width) {
      found.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...found, line] : found;
}

// The page's own font goes along: a picture that is drawn apart from the page has no other.
let carried;
async function fonts() {
  if (carried !== undefined) return carried;
  const faces = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules];
    } catch {
      return [];
    }
  }).filter((rule) => rule instanceof CSSFontFaceRule && /source sans/i.test(rule.style.fontFamily || rule.cssText)
    && !/italic/i.test(rule.style.fontStyle));
  const found = [];
  for (const face of faces.slice(0, 3)) {
    const url = /url\("?([^")]+)"?\)/.exec(face.cssText);
    if (!url) continue;
    const blob = await (await fetch(new URL(url[1], face.parentStyleSheet.href || location.href))).blob();
    const text = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(blob);
    });
    found.push(`@font-face{font-family:"Source Sans";font-weight:${face.style.fontWeight || "200 900"};src:url(${text})}`);
  }
  carried = found.join("");
  return carried;
}

async function picture(data) {
  const chart = document.querySelector(`.st-key-${CSS.escape(data.chart)} .js-plotly-plot`);
  if (!chart) return null;
  const layers = [...chart.querySelectorAll("svg.main-svg")];
  const [width, height] = ["width", "height"].map((side) => Number(layers[0].getAttribute(side)));
  const ink = getComputedStyle(document.querySelector(".stApp"));
  const svg = document.createElementNS(NS, "svg");
  const ground = document.createElementNS(NS, "rect");
  svg.append(ground);
  let y = PAD;
  const write = (text, size, weight, gap) => {
    const font = `${weight} ${size}px ${FONT}`;
    for (const line of lines(text, width * 0.97, font)) {
      y += size * 1.3;
      const node = document.createElementNS(NS, "text");
      node.textContent = line;
      Object.entries({ x: data.rtl ? width + PAD : PAD, y, "font-family": FONT, "font-size": size, "font-weight": weight,
        fill: ink.color, direction: data.rtl ? "rtl" : "ltr" }).forEach(([k, v]) => node.setAttribute(k, v));
      svg.append(node);
    }
    y += gap;
  };
  write(data.title, 20, 600, 2);
  if (data.under) write(data.under, 14, 400, 6);
  const place = (node) => {
    node.setAttribute("x", PAD);
    node.setAttribute("y", y);
    svg.append(node);
  };
  for (const canvas of chart.querySelectorAll(".gl-container canvas")) {
    const image = document.createElementNS(NS, "image");
    Object.entries({ width, height, href: canvas.toDataURL() }).forEach(([k, v]) => image.setAttribute(k, v));
    place(image);
  }
  for (const layer of layers) {
    const copy = layer.cloneNode(true);
    copy.querySelectorAll(".hoverlayer, .draglayer, .selectionlayer").forEach((node) => node.remove());
    copy.removeAttribute("style");
    place(copy);
  }
  y += height + 4;
  write(`${data.source} · ${location.href}`, 12, 400, PAD);
  const size = [width + 2 * PAD, Math.ceil(y)];
  Object.entries({ xmlns: NS, width: size[0], height: size[1], viewBox: `0 0 ${size[0]} ${size[1]}` })
    .forEach(([k, v]) => svg.setAttribute(k, v));
  Object.entries({ width: size[0], height: size[1], fill: ink.backgroundColor }).forEach(([k, v]) => ground.setAttribute(k, v));
  const style = document.createElementNS(NS, "style");
  style.textContent = await fonts().catch(() => "");
  svg.prepend(style);
  const title = document.createElementNS(NS, "title");
  title.textContent = data.title;
  svg.prepend(title);
  return { text: new XMLSerializer().serializeToString(svg), size };
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function takeSvg(data) {
  const found = await picture(data);
  if (found) save(new Blob([found.text], { type: "image/svg+xml" }), `${data.file}.svg`);
  return Boolean(found);
}

async function takePng(data) {
  const found = await picture(data);
  if (!found) return false;
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([found.text], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = found.size.map((side) => side * 2);
  const pen = canvas.getContext("2d");
  pen.scale(2, 2);
  pen.drawImage(image, 0, 0);
  URL.revokeObjectURL(image.src);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  save(blob, `${data.file}.png`);
  return true;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea"); // over plain http a browser gives no clipboard
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  return true;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".take");
  root.replaceChildren();
  root.dir = data.rtl ? "rtl" : "ltr";
  const acts = {
    png: () => takePng(data),
    svg: () => takeSvg(data),
    link: () => copy(location.href),
    cite: () => copy(data.citation.replace("{link}", location.href)),
  };
  for (const [name, label] of data.buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.onclick = async () => {
      const done = await acts[name]();
      button.textContent = done ? data.done[name] : data.failed;
      setTimeout(() => (button.textContent = label), 2500);
    };
    root.append(button);
  }
  root.setAttribute("aria-live", "polite");
}
