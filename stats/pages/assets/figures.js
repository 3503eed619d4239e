// A list of figures: each row tells count, what, when, where and who, and its sentence with the number marked.
// Texts come in as data and are set with textContent, so nothing in them is ever read as markup.
function piece(parent, tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text) node.textContent = text;
  parent.append(node);
  return node;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".figures");
  root.replaceChildren();
  root.classList.toggle("roomy", Boolean(data.roomy));
  root.dir = data.rtl ? "rtl" : "ltr";
  for (const row of data.rows) {
    const item = piece(root, "button", "row" + (row.aside ? " aside" : ""));
    item.type = "button";
    item.style.setProperty("--mark", row.colour);
    item.onclick = () => setTriggerValue("figure", row.id);
    item.dataset.id = row.id;
    for (const [come, id] of [["pointerenter", row.id], ["focus", row.id], ["pointerleave", ""], ["blur", ""]])
      item.addEventListener(come, () => document.dispatchEvent(new CustomEvent("headcount:figure", { detail: id })));
    const count = piece(item, "span", "count");
    piece(count, "b", "", row.count).dir = "auto";
    piece(count, "span", "unit", " " + row.unit);
    const told = piece(item, "span", "told");
    piece(told, "span", "what", row.what);
    piece(told, "span", "when", row.when);
    const said = piece(item, "span", "said");
    const quote = piece(said, "span", "quote");
    quote.dir = "auto";
    quote.append(row.before);
    piece(quote, "mark", "", row.number);
    quote.append(row.after);
    piece(said, "span", "who", row.who).dir = "auto";
  }
  // An article beside the list tells which figure is pointed at, and is told.
  const point = (event) => {
    for (const item of root.children) item.classList.toggle("pointed", item.dataset.id === event.detail);
  };
  document.addEventListener("headcount:figure", point);
  return () => document.removeEventListener("headcount:figure", point);
}
