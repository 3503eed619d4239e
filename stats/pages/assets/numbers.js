// The key figures of a page: each a number with its name and note; those that have a sentence behind them are buttons.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".numbers");
  root.replaceChildren();
  root.dir = data.rtl ? "rtl" : "ltr";
  const piece = (parent, tag, text) => {
    const node = document.createElement(tag);
    node.textContent = text;
    parent.append(node);
    return node;
  };
  for (const cell of data.cells) {
    const item = document.createElement(cell.opens ? "button" : "div");
    item.className = "cell";
    piece(item, "span", cell.name).className = "name";
    piece(item, "b", cell.value);
    piece(item, "small", cell.note);
    if (cell.opens) {
      item.type = "button";
      item.title = cell.hint;
      item.onclick = () => setTriggerValue("figure", cell.opens);
    }
    root.append(item);
  }
}
